package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.allocation.RelaySocket;
import dev.duologue.turn.internal.engine.Packet;

/// A [RelaySocket] that sends.
interface PeerSocket extends RelaySocket {
    /// Takes the bytes `start` to `end` of a packet for a peer; as [Link#send].
    void send(SendQueue out, Packet packet, Target to);
}
