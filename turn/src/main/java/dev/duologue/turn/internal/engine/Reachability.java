package dev.duologue.turn.internal.engine;

import dev.duologue.turn.stun.TransportAddress;

/// Whom clients may reach.
@FunctionalInterface
public interface Reachability {
    /// How a peer may be reached.
    enum Reach {
        /// It may not.
        NONE,
        /// If it is a relayed address of this server.
        INSIDE,
        /// Through a socket, too.
        OUTSIDE
    }

    /// How a peer may be reached; asked when a permission or channel is made, never per packet.
    ///
    /// @param peer its port is 0 where only the IP address counts
    Reach of(TransportAddress peer);
}
