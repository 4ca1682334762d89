package dev.duologue.turn.internal.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.duologue.turn.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes and checks nonces without remembering any: a nonce is its time and a MAC over that time
/// and the address of the client, under a key that lives as long as the process. Not thread-safe.
final class Nonces {
    /// What a nonce begins with that carries security features (RFC 8489 section 9.2).
    static final String COOKIE = "obMatJos2";

    private static final int TIME_SIZE = 4;
    private static final int MAC_SIZE = 11;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String prefix;
    private final long lifetime;
    private final Mac mac;

    /// @param lifetime seconds that a nonce is valid
    /// @param features the 24 bits of security features; 0 leaves the cookie out
    Nonces(long lifetime, int features) {
        this.lifetime = lifetime;
        this.prefix = features == 0 ? "" : COOKIE + featureSet(features);
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // part of every JDK
        }
    }

    /// 4 characters of base64 for 24 bits; the first bit is the highest.
    private static String featureSet(int features) {
        byte[] bits = {(byte) (features >>> 16), (byte) (features >>> 8), (byte) features};
        return Base64.getEncoder().encodeToString(bits);
    }

    /// A nonce for a client, valid from now on.
    ///
    /// @param seconds of the clock that only goes forward
    String create(TransportAddress client, long seconds) {
        ByteBuffer nonce = ByteBuffer.allocate(TIME_SIZE + MAC_SIZE);
        nonce.putInt((int) seconds).put(sign(client, (int) seconds), 0, MAC_SIZE);
        return prefix + BASE64.encodeToString(nonce.array());
    }

    /// Whether a nonce was made here for this client and is still valid. Takes the same time
    /// wherever a wrong one differs.
    boolean valid(String nonce, TransportAddress client, long seconds) {
        if (nonce.length() != prefix.length() + 4 * (TIME_SIZE + MAC_SIZE) / 3) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            return false;
        }
        int made = ByteBuffer.wrap(bytes).getInt();
        byte[] expected = create(client, made).getBytes(ISO_8859_1);
        boolean ours = MessageDigest.isEqual(expected, nonce.getBytes(ISO_8859_1));
        int age = (int) seconds - made;
        return ours && age >= 0 && age < lifetime;
    }

    private byte[] sign(TransportAddress client, int seconds) {
        ByteBuffer signed = ByteBuffer.allocate(4 + 8 + 8 + 4);
        signed.putInt(seconds).putLong(client.high()).putLong(client.low()).putInt(client.port());
        return mac.doFinal(signed.array());
    }
}
