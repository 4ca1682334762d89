package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.TransportAddress;

/// A channel number that stands for one peer, RFC 8656 section 12.
public final class ChannelBinding {
    private final int number;
    private final TransportAddress peer;
    private long expiresAt;

    ChannelBinding(int number, TransportAddress peer, long expiresAt) {
        this.number = number;
        this.peer = peer;
        this.expiresAt = expiresAt;
    }

    /// 0x4000 to 0x7FFF.
    public int number() {
        return number;
    }

    /// The peer; its port counts, other than for a permission.
    public TransportAddress peer() {
        return peer;
    }

    boolean expired(long now) {
        return expiresAt - now <= 0;
    }

    void refresh(long until) {
        expiresAt = until;
    }
}
