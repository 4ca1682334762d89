package dev.duologue.signaling.room;

import dev.duologue.signaling.protocol.RoomName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens by which a client proves that an id in a room is its own: `id.seat.expiry.signature`,
/// signed with HMAC-SHA-256 over these and the room. They need no memory, and so outlive the
/// process.
final class SessionTokens {
    /// Far longer than a server is away; a fresh token is given at half of it.
    static final Duration LIFETIME = Duration.ofHours(24);

    private static final String ALGORITHM = "HmacSHA256";

    /// Id and seat as [Signaling] makes them, seconds since 1970, and 32 bytes in base64.
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{16})\\.([0-9a-f]{8})\\.([0-9]{1,12})\\.([\\w-]{43})");

    private final byte[] key;
    private final InstantSource clock;

    /// @param key known to this server alone, and to the ones that follow it
    SessionTokens(byte[] key, InstantSource clock) {
        this.key = key.clone();
        this.clock = clock;
    }

    /// Whose a token is.
    ///
    /// @param id of the client
    /// @param seat which of the seats that the client had one after the other: numbers of messages
    ///   mean something at that one alone
    record Holder(String id, String seat) {}

    /// A token that is good for [#LIFETIME].
    String issue(RoomName room, Holder holder) {
        long expiry = clock.instant().plus(LIFETIME).getEpochSecond();
        String signature = signature(room, holder, expiry);
        return String.join(".", holder.id(), holder.seat(), Long.toString(expiry), signature);
    }

    /// Whose token it is.
    ///
    /// @param token what a client brought, unchecked
    /// @return empty if it is not a token of this server's for this room, or is too old
    Optional<Holder> holderOf(String token, RoomName room) {
        Matcher parts = FORM.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var holder = new Holder(parts.group(1), parts.group(2));
        long expiry = Long.parseLong(parts.group(3));
        String signature = signature(room, holder, expiry);
        boolean ours = MessageDigest.isEqual(ascii(signature), ascii(parts.group(4)));
        boolean good = ours && clock.instant().isBefore(Instant.ofEpochSecond(expiry));
        return good ? Optional.of(holder) : Optional.empty();
    }

    /// The parts cannot be mistaken for one another: none of them has a slash in it.
    private String signature(RoomName room, Holder holder, long expiry) {
        String text = "session/" + room + "/" + holder.id() + "/" + holder.seat() + "/" + expiry;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(ascii(text)));
        } catch (GeneralSecurityException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
