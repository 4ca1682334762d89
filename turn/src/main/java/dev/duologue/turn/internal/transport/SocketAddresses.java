package dev.duologue.turn.internal.transport;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// `struct sockaddr_in6`, in which IPv4 addresses are mapped.
final class SocketAddresses {
    /// Bytes of one.
    static final long SIZE = 28;

    private static final ValueLayout.OfLong LONG =
            JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private SocketAddresses() {}

    /// @param at where it begins in `memory`; flow and scope are left as they are
    static void write(MemorySegment memory, long at, long high, long low, int port) {
        memory.set(JAVA_SHORT_UNALIGNED, at, (short) LinuxCalls.AF_INET6);
        memory.set(SHORT, at + 2, (short) port);
        memory.set(LONG, at + 8, high);
        memory.set(LONG, at + 16, low);
    }

    static int port(MemorySegment memory, long at) {
        return memory.get(SHORT, at + 2) & 0xFFFF;
    }

    static long high(MemorySegment memory, long at) {
        return memory.get(LONG, at + 8);
    }

    static long low(MemorySegment memory, long at) {
        return memory.get(LONG, at + 16);
    }

    /// Writes a bare address, as in `struct in6_pktinfo`.
    static void writeHost(MemorySegment memory, long at, long high, long low) {
        memory.set(LONG, at, high);
        memory.set(LONG, at + 8, low);
    }

    static long hostHigh(MemorySegment memory, long at) {
        return memory.get(LONG, at);
    }

    static long hostLow(MemorySegment memory, long at) {
        return memory.get(LONG, at + 8);
    }
}
