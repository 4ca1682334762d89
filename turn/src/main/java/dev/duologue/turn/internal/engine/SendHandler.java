package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.stun.Data;
import dev.duologue.turn.stun.DontFragment;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.XorPeerAddress;
import io.netty.buffer.ByteBuf;
import java.util.BitSet;

/// Receives Send indications, RFC 8656 section 11.2. All media of clients that know no channels
/// come this way, so it reads where the bytes lie and makes no objects.
final class SendHandler {
    private static final int NOT_FOUND = -1;
    private static final int COOKIE_PORT = StunMessage.MAGIC_COOKIE >>> 16;

    private final DataRelay relay;
    private final TurnCounters counters;
    private final BitSet understood;

    private int peerAt;
    private int dataAt;
    private boolean dontFragment;

    /// @param understood the comprehension-required attributes that may be there
    SendHandler(DataRelay relay, TurnCounters counters, BitSet understood) {
        this.relay = relay;
        this.counters = counters;
        this.understood = understood;
    }

    /// @param allocation of the 5-tuple that the packet came on
    void handle(Packet packet, Allocation allocation, long now) {
        if (!findAttributes(packet)) {
            counters.drop(Drop.MALFORMED);
            return;
        }
        ByteBuf bytes = packet.bytes;
        int family = bytes.getByte(peerAt + 5);
        int port = bytes.getUnsignedShort(peerAt + 6) ^ COOKIE_PORT;
        long high = 0;
        long low;
        if (family == 0x01) {
            int address = bytes.getInt(peerAt + 8) ^ StunMessage.MAGIC_COOKIE;
            low = TransportAddress.MAPPED | (address & 0xFFFF_FFFFL);
        } else {
            int head = bytes.getInt(packet.start + 8);
            high = bytes.getLong(peerAt + 8) ^ TransportAddress.xorHigh(head);
            low = bytes.getLong(peerAt + 16) ^ bytes.getLong(packet.start + 12);
        }
        if (family != 0x01 && high == 0 && low >>> 32 == TransportAddress.MAPPED >>> 32) {
            counters.drop(Drop.NO_PERMISSION); // mapped: would pass for the IPv4 address in it
            return;
        }
        int length = bytes.getUnsignedShort(dataAt + 2);
        packet.start = dataAt + 4;
        packet.end = packet.start + length;
        packet.dontFragment = dontFragment;
        relay.toPeer(packet, allocation, high, low, port, now);
    }

    /// Finds the first of each attribute.
    ///
    /// @return whether the message is one and has all that it must have
    private boolean findAttributes(Packet packet) {
        ByteBuf bytes = packet.bytes;
        peerAt = NOT_FOUND;
        dataAt = NOT_FOUND;
        dontFragment = false;
        int at = packet.start + StunMessage.HEADER_SIZE;
        int end = at + bytes.getUnsignedShort(packet.start + 2);
        if (end != packet.end || bytes.getInt(packet.start + 4) != StunMessage.MAGIC_COOKIE) {
            return false;
        }
        while (at + 4 <= end) {
            int size = bytes.getUnsignedShort(at + 2);
            int next = at + 4 + (size + 3 & ~3);
            if (next > end || !take(bytes.getUnsignedShort(at), at)) {
                return false;
            }
            at = next;
        }
        return at == end && dataAt != NOT_FOUND && hasPeer(bytes);
    }

    private boolean take(int type, int at) {
        switch (type) {
            case XorPeerAddress.TYPE -> peerAt = peerAt == NOT_FOUND ? at : peerAt;
            case Data.TYPE -> dataAt = dataAt == NOT_FOUND ? at : dataAt;
            case DontFragment.TYPE -> dontFragment = true;
            default -> {
                return type >= 0x8000 || understood.get(type);
            }
        }
        return true;
    }

    /// Whether XOR-PEER-ADDRESS is there and has the size of its family.
    private boolean hasPeer(ByteBuf bytes) {
        if (peerAt == NOT_FOUND) {
            return false;
        }
        int size = bytes.getUnsignedShort(peerAt + 2);
        int family = bytes.getByte(peerAt + 5);
        return (size == 8 && family == 0x01) || (size == 20 && family == 0x02);
    }
}
