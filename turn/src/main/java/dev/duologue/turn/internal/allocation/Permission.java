package dev.duologue.turn.internal.allocation;

/// Lets one IP address, whatever its port, send to a client and be sent to, RFC 8656 section 9.
public final class Permission {
    final long high;
    final long low;
    private boolean outside;
    private long expiresAt;

    Permission(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /// Whether the peer may be reached through a socket, and not only if it is a client of this
    /// server.
    public boolean outside() {
        return outside;
    }

    boolean expired(long now) {
        return expiresAt - now <= 0;
    }

    void refresh(boolean outsideToo, long until) {
        outside = outsideToo;
        expiresAt = until;
    }
}
