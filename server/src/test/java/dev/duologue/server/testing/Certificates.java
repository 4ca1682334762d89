package dev.duologue.server.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates as operators have them, of every kind of key, good or not.
public final class Certificates {
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final Duration YEAR = Duration.ofDays(365);

    private Certificates() {}

    /// A certificate and its key, in PEM.
    public record Pair(String certificate, String key) {
        /// Writes both as `NAME-cert.pem` and `NAME-key.pem`.
        public Pair writeTo(Path folder, String name) {
            try {
                Files.writeString(folder.resolve(name + "-cert.pem"), certificate);
                Files.writeString(folder.resolve(name + "-key.pem"), key);
                return this;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// One that is good now.
    ///
    /// @param kind `RSA-2048`, `Ed25519`, `DSA-2048`, or the name of a curve
    public static Pair of(String kind) {
        return of(kind, Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(YEAR));
    }

    /// One that is good from `start` to `end`.
    public static Pair of(String kind, Instant start, Instant end) {
        try {
            String[] parts = kind.split("-", 2);
            KeyPair keys = keys(parts[0], parts.length > 1 ? parts[1] : "");
            var name = new X500Name("CN=example.org");
            var builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(start),
                            Date.from(end),
                            name,
                            keys.getPublic());
            var signer =
                    new JcaContentSignerBuilder(signature(parts[0]))
                            .setProvider(PROVIDER)
                            .build(keys.getPrivate());
            return new Pair(
                    pem("CERTIFICATE", builder.build(signer).getEncoded()),
                    pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys(String algorithm, String size) throws GeneralSecurityException {
        return switch (algorithm) {
            case "RSA", "DSA" -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, PROVIDER);
                generator.initialize(Integer.parseInt(size));
                yield generator.generateKeyPair();
            }
            case "Ed25519" -> KeyPairGenerator.getInstance(algorithm, PROVIDER).generateKeyPair();
            default -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
                generator.initialize(new ECGenParameterSpec(algorithm));
                yield generator.generateKeyPair();
            }
        };
    }

    private static String signature(String algorithm) {
        return switch (algorithm) {
            case "RSA", "DSA" -> "SHA256with" + algorithm;
            case "Ed25519" -> algorithm;
            default -> "SHA256withECDSA";
        };
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
