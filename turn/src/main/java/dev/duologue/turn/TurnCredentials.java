package dev.duologue.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Credentials that a server makes and checks without remembering them, in the form that other TURN
/// servers call "REST": the user name is `expiry:name`, the password is the base64 of its
/// HMAC-SHA-1 under a secret that the servers share. Immutable; prints nothing of the secret.
public final class TurnCredentials implements CredentialSource {
    private static final String ALGORITHM = "HmacSHA1";

    private final SecretKeySpec secret;

    /// Credentials under a secret.
    ///
    /// @param secret shared by those who make credentials and those who check them
    /// @throws IllegalArgumentException if it is blank
    public TurnCredentials(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("turn.secret = \"\": must not be blank");
        }
        this.secret = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    }

    /// What a client needs to make allocations.
    public record Credential(String username, String password) {}

    /// Makes credentials for one member of a room.
    ///
    /// @param expiry until when allocations can be made with them; allocations that are made by
    ///   then live on
    public Credential issue(String room, String member, Instant expiry) {
        String username = expiry.getEpochSecond() + ":" + room + "/" + member;
        return new Credential(username, sign(username));
    }

    @Override
    public Optional<String> password(String username, Instant now) {
        int colon = username.indexOf(':');
        if (colon < 1 || !isSeconds(username, colon)) {
            return Optional.empty();
        }
        long expiry = Long.parseLong(username, 0, colon, 10);
        return now.getEpochSecond() < expiry ? Optional.of(sign(username)) : Optional.empty();
    }

    /// What stands between the colon and the slash, or all after the colon where there is none.
    @Override
    public String room(String username) {
        String name = username.substring(username.indexOf(':') + 1);
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    /// Whether 1 to 18 digits stand before the colon: more would not fit a `long`.
    private static boolean isSeconds(String username, int colon) {
        return colon <= 18 && username.chars().limit(colon).allMatch(c -> c >= '0' && c <= '9');
    }

    private String sign(String username) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // part of every JDK
        }
    }

    @Override
    public String toString() {
        return "TurnCredentials";
    }
}
