package dev.duologue.server.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is asked of a certificate that the operator gives.
final class GivenCertificate {
    private static final int MIN_RSA_BITS = 2048;

    /// Those that BoringSSL speaks, as the JDK prints them.
    private static final Set<String> CURVES = Set.of("secp256r1", "secp384r1", "secp521r1");

    private GivenCertificate() {}

    /// The chain in the order of TLS: the certificate of `key` first, wherever it stands.
    ///
    /// @throws GeneralSecurityException if there is none, or browsers cannot speak with it
    static X509Certificate[] chain(PrivateKey key, List<X509Certificate> certificates)
            throws GeneralSecurityException {
        for (X509Certificate certificate : certificates) {
            check(certificate.getPublicKey());
            if (PemFiles.isPair(key, certificate)) {
                List<X509Certificate> chain = new ArrayList<>(certificates);
                chain.remove(certificate);
                chain.addFirst(certificate);
                return chain.toArray(X509Certificate[]::new);
            }
        }
        throw new GeneralSecurityException("the key is another certificate's");
    }

    private static void check(PublicKey key) throws GeneralSecurityException {
        switch (key) {
            case RSAPublicKey rsa when key.getAlgorithm().equals("RSA") -> checkSize(rsa);
            case ECPublicKey ec -> checkCurve(ec);
            default -> throw refused(key.getAlgorithm());
        }
    }

    private static void checkSize(RSAPublicKey key) throws GeneralSecurityException {
        if (key.getModulus().bitLength() < MIN_RSA_BITS) {
            throw refused("RSA of " + key.getModulus().bitLength() + " bits");
        }
    }

    private static void checkCurve(ECPublicKey key) throws GeneralSecurityException {
        String curve = key.getParams().toString().replaceFirst(" .*", "");
        if (!CURVES.contains(curve)) {
            throw refused("EC on " + curve);
        }
    }

    private static GeneralSecurityException refused(String kind) {
        return new GeneralSecurityException(
                "browsers do not speak "
                        + kind
                        + "; the key must be RSA of 2048 bits or more, or EC on P-256, P-384 or P-521");
    }
}
