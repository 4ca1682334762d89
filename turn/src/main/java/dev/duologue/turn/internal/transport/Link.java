package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.allocation.ClientLink;
import dev.duologue.turn.internal.engine.Packet;

/// A [ClientLink] that sends.
interface Link extends ClientLink {
    /// Takes the bytes `start` to `end` of a packet for a client. Called while the state is held,
    /// from any thread; nothing leaves before the outbox is flushed.
    ///
    /// @param out of the calling thread
    /// @param to where it goes
    void send(SendQueue out, Packet packet, Target to);

    /// Sends what was taken from the calling thread.
    void flush();
}
