package dev.duologue.turn.internal.engine;

import dev.duologue.turn.stun.TransportAddress;
import java.security.SecureRandom;

/// Limits how many answers per second go to one prefix that has not shown who it is, so that the
/// server cannot be made to flood it by forged requests. Keeps a fixed table and no state per
/// sender; prefixes that share a place share the limit. Not thread-safe.
final class ReplyLimiter {
    private static final int PLACES = 4096;

    private final int limit;
    private final int[] counts = new int[PLACES];
    private final long seed = new SecureRandom().nextLong() | 1;
    private long second;

    /// @param limit answers per second and prefix; 0 is no limit
    ReplyLimiter(int limit) {
        this.limit = limit;
    }

    /// Takes one answer from what the sender's IPv4 /24 or IPv6 /56 has left in this second.
    /// Loopback and the server's own address have no limit: nobody else can be hurt by it, and the
    /// program asks itself whether it answers.
    ///
    /// @param now milliseconds
    boolean admits(Packet packet, long now) {
        if (limit == 0 || loopback(packet) || own(packet)) {
            return true;
        }
        if (now / 1000 != second) {
            second = now / 1000;
            java.util.Arrays.fill(counts, 0);
        }
        return ++counts[place(packet)] <= limit;
    }

    private int place(Packet packet) {
        boolean ipv4 = ipv4(packet);
        long prefix = ipv4 ? packet.low >>> 8 : packet.high >>> 8;
        long hash = (prefix ^ seed) * 0x9E37_79B9_7F4A_7C15L;
        hash = (hash ^ hash >>> 29) * seed;
        return (int) (hash >>> 40) & PLACES - 1;
    }

    private static boolean ipv4(Packet packet) {
        return packet.high == 0 && packet.low >>> 32 == TransportAddress.MAPPED >>> 32;
    }

    private static boolean own(Packet packet) {
        return packet.high == packet.serverHigh && packet.low == packet.serverLow;
    }

    private static boolean loopback(Packet packet) {
        return ipv4(packet)
                ? (packet.low >>> 24 & 0xFF) == 127
                : packet.high == 0 && packet.low == 1;
    }
}
