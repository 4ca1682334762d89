package dev.duologue.signaling.room;

import java.util.concurrent.TimeUnit;

/// Lets a number of messages a second through, and as many at once (a token bucket).
final class MessageRate {
    private final int perSecond;
    private double tokens;
    private long last;

    /// @param perSecond 0 = no limit
    /// @param now in nanoseconds, from any origin
    MessageRate(int perSecond, long now) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.last = now;
    }

    /// Whether one more message may pass at `now`.
    boolean allows(long now) {
        if (perSecond == 0) {
            return true;
        }
        double refill = (now - last) * (double) perSecond / TimeUnit.SECONDS.toNanos(1);
        tokens = Math.min(perSecond, tokens + refill);
        last = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
