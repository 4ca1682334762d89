package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.AllocationTable;
import dev.duologue.turn.internal.allocation.ChannelBinding;
import dev.duologue.turn.internal.allocation.Permission;
import dev.duologue.turn.internal.allocation.RelaySocket;
import dev.duologue.turn.internal.allocation.RelayedAddress;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.Data;
import dev.duologue.turn.stun.StunClass;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.StunMethod;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.XorPeerAddress;
import io.netty.buffer.ByteBuf;
import java.security.SecureRandom;

/// Carries data between clients and peers. A peer that is a client of this server is reached inside
/// the process. Makes no object per packet and rewrites headers where they lie.
final class DataRelay {
    private static final int DATA_INDICATION = StunMethod.DATA.messageType(StunClass.INDICATION);
    private static final int COOKIE_PORT = StunMessage.MAGIC_COOKIE >>> 16;

    private final AllocationTable table;
    private final TurnCounters counters;
    private final boolean closed;
    private long transaction = new SecureRandom().nextLong();

    /// @param closed whether only clients of the same room can be reached
    DataRelay(AllocationTable table, TurnCounters counters, boolean closed) {
        this.table = table;
        this.counters = counters;
        this.closed = closed;
    }

    /// Sends what lies between `start` and `end` of a packet from a client to a peer, as data.
    void toPeer(Packet packet, Allocation from, long high, long low, int port, long now) {
        RelayedAddress source = from.relayed(family(high, low));
        Permission permission = from.permission(high, low, now);
        if (source == null || permission == null) {
            drop(packet, Drop.NO_PERMISSION);
            return;
        }
        Allocation to = table.byRelayed(high, low, port);
        if (to == null && permission.outside() && port != 0) {
            from.count(packet.size());
            outside(packet, source.socket(), high, low, port);
        } else if (to == null) {
            drop(packet, Drop.NO_PEER);
        } else if (closed && !to.sameRoom(from)) {
            drop(packet, Drop.NO_PEER);
        } else {
            from.count(packet.size());
            TransportAddress peer = source.address();
            toClient(packet, to, peer.high(), peer.low(), peer.port(), now);
        }
    }

    /// Sends data to a peer that is no client: a datagram from the relayed address.
    private void outside(Packet packet, RelaySocket socket, long high, long low, int port) {
        counters.relayed(packet.size());
        packet.destination = Destination.PEER;
        packet.via = socket;
        packet.peerHigh = high;
        packet.peerLow = low;
        packet.peerPort = port;
    }

    /// Sends what lies between `start` and `end` of a packet to a client, as data from a peer (RFC
    /// 8656 sections 11.3 and 12.7).
    void toClient(Packet packet, Allocation to, long high, long low, int port, long now) {
        if (to.permission(high, low, now) == null || to.remaining(now) <= 0) {
            drop(packet, Drop.NO_PERMISSION);
            return;
        }
        int size = packet.size();
        ChannelBinding channel = to.channelTo(high, low, port, now);
        boolean stream = to.fiveTuple().link().stream();
        if (channel != null) {
            channelData(packet, channel.number(), stream);
        } else {
            dataIndication(packet, high, low, port);
        }
        if (!fits(packet, stream, channel != null)) {
            drop(packet, Drop.TOO_BIG);
            return;
        }
        counters.relayed(size);
        packet.destination = Destination.CLIENT;
        packet.client = to.fiveTuple();
    }

    /// Whether a message can be sent: as one datagram, or with a length that a stream can tell.
    private static boolean fits(Packet packet, boolean stream, boolean channelData) {
        int body = packet.size() - StunMessage.HEADER_SIZE;
        return stream ? channelData || body <= 0xFFFF : packet.size() <= Packet.MAX_DATAGRAM;
    }

    /// RFC 8656 section 12.4; padded on streams only (section 12.5).
    private static void channelData(Packet packet, int number, boolean padded) {
        ByteBuf bytes = packet.bytes;
        int size = packet.size();
        packet.start -= 4;
        bytes.setShort(packet.start, number);
        bytes.setShort(packet.start + 2, size);
        if (padded) {
            pad(packet, size);
        }
    }

    /// RFC 8656 section 11.3: XOR-PEER-ADDRESS, then DATA.
    private void dataIndication(Packet packet, long high, long low, int port) {
        ByteBuf bytes = packet.bytes;
        int size = packet.size();
        boolean ipv4 = family(high, low) == AddressFamily.IPV4;
        int address = ipv4 ? 8 : 20;
        int start = packet.start - StunMessage.HEADER_SIZE - 4 - address - 4;
        long tail = ++transaction * 0x9E37_79B9_7F4A_7C15L;
        int head = (int) (tail >>> 29);
        bytes.setShort(start, DATA_INDICATION);
        bytes.setShort(start + 2, 4 + address + 4 + (size + 3 & ~3));
        bytes.setInt(start + 4, StunMessage.MAGIC_COOKIE);
        bytes.setInt(start + 8, head);
        bytes.setLong(start + 12, tail);
        bytes.setInt(start + 20, XorPeerAddress.TYPE << 16 | address);
        bytes.setShort(start + 24, ipv4 ? 0x01 : 0x02);
        bytes.setShort(start + 26, port ^ COOKIE_PORT);
        if (ipv4) {
            bytes.setInt(start + 28, (int) low ^ StunMessage.MAGIC_COOKIE);
        } else {
            bytes.setLong(start + 28, high ^ TransportAddress.xorHigh(head));
            bytes.setLong(start + 36, low ^ tail);
        }
        bytes.setInt(packet.start - 4, Data.TYPE << 16 | size);
        packet.start = start;
        pad(packet, size);
    }

    private static void pad(Packet packet, int size) {
        for (int missing = -size & 3; missing > 0; missing--) {
            packet.bytes.setByte(packet.end++, 0);
        }
    }

    private static AddressFamily family(long high, long low) {
        boolean mapped = high == 0 && low >>> 32 == TransportAddress.MAPPED >>> 32;
        return mapped ? AddressFamily.IPV4 : AddressFamily.IPV6;
    }

    private void drop(Packet packet, Drop reason) {
        packet.destination = Destination.NONE;
        counters.drop(reason);
    }
}
