package dev.duologue.turn.internal.allocation;

/// The times that RFC 8656 fixes, in milliseconds.
public final class Lifetimes {
    /// RFC 8656 section 9: a permission lasts 5 minutes.
    public static final long PERMISSION = 300_000;

    /// RFC 8656 section 12: a channel lasts 10 minutes.
    public static final long CHANNEL = 600_000;

    /// RFC 8656 section 18.7: a reserved port is kept at least 30 seconds.
    public static final long RESERVATION = 30_000;

    /// RFC 8489 section 6.3.1: an answer is repeated for 40 seconds.
    public static final long REPEAT = 40_000;

    private Lifetimes() {}
}
