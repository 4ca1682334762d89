package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.ChannelBinding;
import dev.duologue.turn.stun.TransportAddress;

/// Receives ChannelData, RFC 8656 section 12.6. It refreshes nothing.
final class ChannelDataHandler {
    private static final int HEADER_SIZE = 4;

    private final DataRelay relay;
    private final TurnCounters counters;

    ChannelDataHandler(DataRelay relay, TurnCounters counters) {
        this.relay = relay;
        this.counters = counters;
    }

    /// @param allocation of the 5-tuple that the packet came on
    void handle(Packet packet, Allocation allocation, long now) {
        int length = packet.bytes.getUnsignedShort(packet.start + 2);
        if (length > packet.size() - HEADER_SIZE) {
            counters.drop(Drop.MALFORMED);
            return;
        }
        int number = packet.bytes.getUnsignedShort(packet.start);
        ChannelBinding channel = allocation.channel(number, now);
        if (channel == null) {
            counters.drop(Drop.NO_CHANNEL);
            return;
        }
        packet.start += HEADER_SIZE;
        packet.end = packet.start + length; // without padding
        TransportAddress peer = channel.peer();
        relay.toPeer(packet, allocation, peer.high(), peer.low(), peer.port(), now);
    }
}
