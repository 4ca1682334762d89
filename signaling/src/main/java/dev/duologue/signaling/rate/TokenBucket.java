package dev.duologue.signaling.rate;

import java.util.concurrent.TimeUnit;

/// Lets a number of things a second through, and as many at once. Belongs to one thread at a time.
public final class TokenBucket {
    private final int perSecond;
    private double tokens;
    private long last;

    /// A full bucket.
    ///
    /// @param perSecond 0 = no limit
    /// @param now in nanoseconds, from any origin
    public TokenBucket(int perSecond, long now) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.last = now;
    }

    /// Whether one more may pass at `now`.
    public boolean allows(long now) {
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
