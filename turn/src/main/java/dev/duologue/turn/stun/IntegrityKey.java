package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of MESSAGE-INTEGRITY and MESSAGE-INTEGRITY-SHA256. Immutable; prints nothing of itself.
public final class IntegrityKey {
    /// The number of MD5 in the registry "STUN Password Algorithms".
    public static final int MD5 = 1;

    /// The number of SHA-256 in the registry "STUN Password Algorithms".
    public static final int SHA_256 = 2;

    private final SecretKeySpec key;
    private final int algorithm;

    private IntegrityKey(byte[] key, int algorithm) {
        this.key = new SecretKeySpec(key, "HMAC");
        this.algorithm = algorithm;
    }

    /// How the key was made from the password: [#MD5], [#SHA_256], or 0 for a short-term key.
    public int algorithm() {
        return algorithm;
    }

    /// The key of the short-term mechanism, RFC 8489 section 9.1.1.
    ///
    /// @throws IllegalArgumentException if the password is empty
    public static IntegrityKey shortTerm(String password) {
        return new IntegrityKey(Text.opaque(password).getBytes(UTF_8), 0);
    }

    /// The key of the long-term mechanism, RFC 8489 section 9.2.2.
    ///
    /// @param algorithm [#MD5] or [#SHA_256]
    /// @throws IllegalArgumentException if it is neither
    public static IntegrityKey longTerm(
            String username, String realm, String password, int algorithm) {
        String digest =
                switch (algorithm) {
                    case MD5 -> "MD5";
                    case SHA_256 -> "SHA-256";
                    default -> throw new IllegalArgumentException("algorithm = " + algorithm);
                };
        String secret = username + ":" + Text.opaque(realm) + ":" + Text.opaque(password);
        return new IntegrityKey(digest(digest, secret), algorithm);
    }

    /// What stands in USERHASH for a user, RFC 8489 section 14.4.
    ///
    /// @return 32 bytes, the caller's
    public static byte[] userHash(String username, String realm) {
        return digest("SHA-256", Text.opaque(username) + ":" + Text.opaque(realm));
    }

    /// A MAC with this key.
    ///
    /// @param algorithm `HmacSHA1` or `HmacSHA256`
    Mac mac(String algorithm) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // both are part of every JDK
        }
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // both are part of every JDK
        }
    }

    @Override
    public String toString() {
        return "IntegrityKey";
    }
}
