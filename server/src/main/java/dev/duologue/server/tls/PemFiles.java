package dev.duologue.server.tls;

import dev.duologue.server.ops.DataDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// Reads keys and certificates in PEM (RFC 7468). A text may hold both, and words between them.
///
/// The usual form of a key, PKCS #8, is read with the JDK alone: loading Bouncy Castle for it would
/// double the time that the program takes to start.
final class PemFiles {
    private static final int MAX_FILE = 1 << 20;
    private static final String BODY = "([A-Za-z0-9+/=\\s]+)";
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----" + BODY + "-----END PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile(
                    "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----"
                            + BODY
                            + "-----END (?:X509 |TRUSTED )?CERTIFICATE-----");
    private static final Pattern ENCRYPTED =
            Pattern.compile("BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED");

    private static final String UNKNOWN_KEY =
            "the key is broken, or of another kind than RSA and EC on P-256, P-384 or P-521";

    private PemFiles() {}

    /// The text of a file.
    ///
    /// @throws IOException saying why it cannot be read, and which
    static String read(Path file) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would never end
                throw new IOException("not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new String(in.readNBytes(MAX_FILE), StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + DataDirectory.reason(e), e);
        }
    }

    /// The certificates of a text, in its order.
    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        Matcher matcher = CERTIFICATE.matcher(text);
        while (matcher.find()) {
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
            try {
                found.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException e) {
                throw new GeneralSecurityException(
                        "certificate " + (found.size() + 1) + " is broken", e);
            }
        }
        if (found.isEmpty()) {
            throw new GeneralSecurityException("there is no whole certificate");
        }
        return found;
    }

    /// The private key of a text, without a password: PKCS #8, or the older forms of RSA and EC.
    static PrivateKey privateKey(String text) throws GeneralSecurityException {
        if (ENCRYPTED.matcher(text).find()) {
            throw new GeneralSecurityException("the key has a password");
        }
        Matcher pkcs8 = PKCS8.matcher(text);
        try {
            return pkcs8.find()
                    ? decode(Base64.getMimeDecoder().decode(pkcs8.group(1)))
                    : older(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new GeneralSecurityException(UNKNOWN_KEY, e);
        }
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
        throw new GeneralSecurityException(UNKNOWN_KEY);
    }

    private static PrivateKey older(String text) throws IOException, GeneralSecurityException {
        try (var parser = new PEMParser(new StringReader(text))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
                }
            }
        }
        throw new GeneralSecurityException("there is no whole private key");
    }
}
