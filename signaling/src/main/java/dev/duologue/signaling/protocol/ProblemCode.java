package dev.duologue.signaling.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why the server refuses something a client did; `docs/protocol.md` says when each is sent.
public enum ProblemCode {
    NOT_JSON,
    NOT_AN_OBJECT,
    TOO_DEEP,
    DUPLICATE_KEY,
    MISSING_TYPE,
    UNKNOWN_TYPE,
    BAD_FIELD,
    RESERVED_FIELD,
    TOO_LARGE,
    NOT_TEXT,
    RATE_LIMITED,
    UNKNOWN_TARGET,
    BAD_ROOM,
    ROOM_FULL,
    TOO_MANY_ERRORS,
    DRAINING;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The stable text that programs act on, such as `bad-field`.
    public String wire() {
        return wire;
    }

    /// The close that follows a fatal error; `null` where the connection goes on.
    public @Nullable CloseCode close() {
        return switch (this) {
            case BAD_ROOM -> CloseCode.BAD_ROOM;
            case ROOM_FULL -> CloseCode.ROOM_FULL;
            case TOO_MANY_ERRORS -> CloseCode.TOO_MANY_ERRORS;
            default -> null;
        };
    }

    /// Whether ten of these in a row cost the connection. An unknown target does not count: the
    /// target may have left while the sender's candidates were on their way.
    public boolean counts() {
        return close() == null && this != UNKNOWN_TARGET;
    }
}
