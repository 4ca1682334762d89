package dev.duologue.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// Reads keys and certificates in PEM (RFC 7468).
///
/// The usual form of a key, PKCS #8, is read with the JDK alone: loading Bouncy Castle for it would
/// double the time that the program takes to start.
final class PemFiles {
    private static final Pattern PKCS8 =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemFiles() {}

    /// The certificates of a file, in its order: the server's own first.
    static X509Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate[] chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new);
            if (chain.length == 0) {
                throw new GeneralSecurityException("there is no certificate in " + file);
            }
            return chain;
        }
    }

    /// The private key of a file, without a password: PKCS #8, or the older forms of RSA and EC.
    static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file);
        Matcher pkcs8 = PKCS8.matcher(text);
        return pkcs8.find()
                ? decode(Base64.getMimeDecoder().decode(pkcs8.group(1)))
                : older(file, text);
    }

    /// Whether `key` is the private one of `certificate`; tried out, for no form of key says so.
    static boolean isPair(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm =
                switch (certificate.getPublicKey().getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> "EdDSA";
                };
        byte[] text = {1};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) { // keys of two algorithms
            return false;
        }
    }

    /// PKCS #8 names its algorithm inside, which [KeyFactory] does not look for.
    private static PrivateKey decode(byte[] der) throws GeneralSecurityException {
        var spec = new PKCS8EncodedKeySpec(der);
        for (String algorithm : new String[] {"EC", "RSA", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // a key of another algorithm
            }
        }
        throw new GeneralSecurityException("the key must be of EC, RSA or EdDSA");
    }

    private static PrivateKey older(Path file, String text)
            throws IOException, GeneralSecurityException {
        try (var parser = new PEMParser(new StringReader(text))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
                }
            }
        }
        throw new GeneralSecurityException("there is no private key without a password in " + file);
    }
}
