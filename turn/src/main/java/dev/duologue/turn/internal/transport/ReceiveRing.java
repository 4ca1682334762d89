package dev.duologue.turn.internal.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.duologue.turn.internal.engine.Packet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;

/// Memory for one `recvmmsg`: each message has room for the largest datagram and for the header
/// that may be put before it. Pages beyond the first of a message are touched only by large
/// datagrams. Belongs to one thread.
final class ReceiveRing {
    /// Messages per call.
    static final int SLOTS = 64;

    private static final int ROOM = 65_536;

    /// Not a power of two, lest all messages fall into the same lines of the cache.
    private static final int STRIDE = Packet.HEADROOM + ROOM + 2_112;

    private static final int PKTINFO_AT = 16;
    private static final int PKTINFO_SIZE = 36;

    private final MemorySegment memory = LinuxCalls.map((long) SLOTS * STRIDE);
    private final ByteBuf bytes = Unpooled.wrappedBuffer(memory.asByteBuffer());
    private final MessageHeaders headers = new MessageHeaders(SLOTS, SLOTS);

    ReceiveRing() {
        for (int i = 0; i < SLOTS; i++) {
            headers.part(i, memory.address() + start(i), ROOM);
            headers.parts(i, i, 1);
        }
    }

    private static int start(int i) {
        return i * STRIDE + Packet.HEADROOM;
    }

    /// All messages as one buffer.
    ByteBuf bytes() {
        return bytes;
    }

    /// Whether a buffer is this ring's.
    @SuppressWarnings("ReferenceEquality") // buffers are compared by content otherwise
    boolean owns(ByteBuf buffer) {
        return buffer == bytes;
    }

    /// Where [#bytes] begins.
    long address() {
        return memory.address();
    }

    /// Receives into the messages from `first` on.
    ///
    /// @return how many; -1 if none, and `errno` says why
    int receive(LinuxCalls.Errno errno, int fd, int first, int flags) {
        return LinuxCalls.recvmmsg(errno, fd, headers.from(first), SLOTS - first, flags);
    }

    /// Makes every place ready again, whatever was done with the last datagrams.
    void reset() {
        for (int i = 0; i < SLOTS; i++) {
            headers.resetForReceive(i);
        }
    }

    /// Shows datagram `i` to a packet, and makes its place ready for the next call.
    void load(int i, Packet packet) {
        long address = headers.address(i);
        packet.high = SocketAddresses.high(headers.addresses(), address);
        packet.low = SocketAddresses.low(headers.addresses(), address);
        packet.port = SocketAddresses.port(headers.addresses(), address);
        packet.start = start(i);
        packet.end = packet.start + headers.received(i);
        if (headers.controlSize(i) >= PKTINFO_SIZE) {
            localAddress(headers.controls(), headers.control(i), packet);
        }
        headers.resetForReceive(i);
    }

    private static void localAddress(MemorySegment controls, long at, Packet packet) {
        boolean info =
                controls.get(JAVA_INT, at + 8) == LinuxCalls.IPPROTO_IPV6
                        && controls.get(JAVA_INT, at + 12) == LinuxCalls.IPV6_PKTINFO;
        if (info) {
            packet.serverHigh = SocketAddresses.hostHigh(controls, at + PKTINFO_AT);
            packet.serverLow = SocketAddresses.hostLow(controls, at + PKTINFO_AT);
        }
    }
}
