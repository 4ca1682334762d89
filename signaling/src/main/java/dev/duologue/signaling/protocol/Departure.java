package dev.duologue.signaling.protocol;

import java.util.Locale;

/// Why a member is no longer in its room; the `reason` of `user-left`.
public enum Departure {
    /// The member closed its connection.
    LEFT,
    /// The connection broke, or stopped answering.
    LOST,
    /// The server closed the connection after an error.
    REMOVED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /// The text in the message.
    public String wire() {
        return wire;
    }
}
