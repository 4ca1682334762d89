package dev.duologue.server.ws;

import java.time.Duration;

/// Decides when a client that does not answer pings is given up. A timer that ran late says nothing
/// about the client: the process was stopped or had no processor, and what the client sent
/// meanwhile is still to be read. Belongs to one loop.
final class Heartbeat {
    private final Duration interval;
    private final int misses;
    private long last;
    private int unanswered;

    /// @param misses unanswered pings that end a connection
    /// @param now in nanoseconds, from any origin
    Heartbeat(Duration interval, int misses, long now) {
        this.interval = interval;
        this.misses = misses;
        this.last = now;
    }

    /// Something came from the client.
    void heard() {
        unanswered = 0;
    }

    /// The timer ran; if this returns true, a ping is to be sent.
    ///
    /// @return false if the client is to be given up
    boolean beat(long now) {
        boolean late = now - last > interval.toNanos() * 3 / 2;
        last = now;
        if (late) {
            unanswered = 0;
        }
        if (unanswered >= misses) {
            return false;
        }
        unanswered++;
        return true;
    }
}
