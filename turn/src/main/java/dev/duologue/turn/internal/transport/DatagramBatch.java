package dev.duologue.turn.internal.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.duologue.turn.internal.engine.Packet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Datagrams that one thread collects and sends with as few system calls as can be. Datagrams of
/// the same size that follow each other to the same address leave as one, which the system or the
/// network card cuts up (UDP_SEGMENT). Bytes are not copied if they lie in the ring that they were
/// received into. Belongs to one thread.
final class DatagramBatch {
    private static final int MESSAGES = 64;
    private static final int PARTS = 256;
    private static final int MAX_SEGMENTS = 60;

    /// Longer ones may not fit the path, and are then refused when they are many.
    private static final int MAX_SEGMENT_SIZE = 1_400;

    private static final int COPIES = 1 << 20;
    private static final int PKTINFO_SPACE = 40;
    private static final int SEGMENT_SPACE = 24;

    private final LinuxCalls.Errno errno = new LinuxCalls.Errno();
    private final MessageHeaders headers = new MessageHeaders(MESSAGES, PARTS);
    private final int[] fds = new int[MESSAGES];
    private final int[] firstPart = new int[MESSAGES];
    private final int[] segments = new int[MESSAGES];
    private final int[] controlSizes = new int[MESSAGES];
    private final MemorySegment copies = LinuxCalls.map(COPIES);
    private final ByteBuf copyBytes = Unpooled.wrappedBuffer(copies.asByteBuffer());
    private final @Nullable ReceiveRing ring;
    private boolean segmentation = true;
    private int messages;
    private int parts;
    private int copied;
    private int refused;

    // Of the last message, to see whether the next can join it.
    private long lastHigh;
    private long lastLow;
    private long lastServerHigh;
    private long lastServerLow;
    private int lastPort;
    private int segmentSize;
    private int lastTotal;
    private boolean open;

    /// An empty batch.
    ///
    /// @param ring what the thread receives into, if it does
    DatagramBatch(@Nullable ReceiveRing ring) {
        this.ring = ring;
    }

    /// Adds the bytes `start` to `end` of a packet.
    ///
    /// @param fd the socket that they leave from
    /// @param withSource whether to leave from the server address of `to`
    void add(int fd, Packet packet, Target to, boolean withSource) {
        int size = packet.end - packet.start;
        ReceiveRing own = ring != null && ring.owns(packet.bytes) ? ring : null;
        if (parts == PARTS || (own == null && copied + size > COPIES)) {
            refused += send();
        }
        boolean joins = joins(fd, size, to);
        if (!joins && messages == MESSAGES) {
            refused += send();
        }
        long address = own == null ? copy(packet, size) : own.address() + packet.start;
        headers.part(parts, address, size);
        if (joins) {
            join(size);
        } else {
            begin(fd, size, to, withSource);
        }
        parts++;
    }

    private boolean joins(int fd, int size, Target to) {
        return segmentation
                && open
                && messages > 0
                && fds[messages - 1] == fd
                && size > 0
                && size <= segmentSize
                && segmentSize <= MAX_SEGMENT_SIZE
                && segments[messages - 1] < MAX_SEGMENTS
                && lastTotal + size <= Packet.MAX_DATAGRAM
                && sameTarget(to);
    }

    private boolean sameTarget(Target to) {
        return lastPort == to.port
                && lastLow == to.low
                && lastHigh == to.high
                && lastServerLow == to.serverLow
                && lastServerHigh == to.serverHigh;
    }

    private void join(int size) {
        int i = messages - 1;
        headers.parts(i, firstPart[i], ++segments[i]);
        lastTotal += size;
        open = size == segmentSize; // a shorter one is the last
        if (segments[i] == 2) {
            long at = headers.control(i) + controlSizes[i];
            MemorySegment controls = headers.controls();
            controls.set(JAVA_LONG, at, 18);
            controls.set(JAVA_INT, at + 8, LinuxCalls.SOL_UDP);
            controls.set(JAVA_INT, at + 12, LinuxCalls.UDP_SEGMENT);
            controls.set(JAVA_SHORT, at + 16, (short) segmentSize);
            headers.controlSize(i, controlSizes[i] + SEGMENT_SPACE);
        }
    }

    private void begin(int fd, int size, Target to, boolean withSource) {
        int i = messages++;
        fds[i] = fd;
        firstPart[i] = parts;
        segments[i] = 1;
        headers.parts(i, parts, 1);
        long address = headers.address(i);
        SocketAddresses.write(headers.addresses(), address, to.high, to.low, to.port);
        controlSizes[i] = withSource ? PKTINFO_SPACE : 0;
        headers.controlSize(i, controlSizes[i]);
        if (withSource) {
            long at = headers.control(i);
            MemorySegment controls = headers.controls();
            controls.set(JAVA_LONG, at, 36);
            controls.set(JAVA_INT, at + 8, LinuxCalls.IPPROTO_IPV6);
            controls.set(JAVA_INT, at + 12, LinuxCalls.IPV6_PKTINFO);
            SocketAddresses.writeHost(controls, at + 16, to.serverHigh, to.serverLow);
            controls.set(JAVA_INT, at + 32, 0);
        }
        lastHigh = to.high;
        lastLow = to.low;
        lastServerHigh = to.serverHigh;
        lastServerLow = to.serverLow;
        lastPort = to.port;
        segmentSize = size;
        lastTotal = size;
        open = true;
    }

    /// Copies bytes that may change before they are sent. There is room for them.
    ///
    /// @return where the copy is
    private long copy(Packet packet, int size) {
        int at = copied;
        copied += (size + 7) & ~7;
        copyBytes.setBytes(at, packet.bytes, packet.start, size);
        return copies.address() + at;
    }

    /// Sends everything.
    ///
    /// @return how many datagrams the system refused
    int flush() {
        int count = refused + send();
        refused = 0;
        return count;
    }

    private int send() {
        int failed = 0;
        int sent = 0;
        while (sent < messages) {
            int run = sent + 1;
            while (run < messages && fds[run] == fds[sent]) {
                run++;
            }
            int n = LinuxCalls.sendmmsg(errno, fds[sent], headers.from(sent), run - sent);
            if (n > 0) {
                sent += n;
            } else if (errno.get() != LinuxCalls.EINTR) {
                failed += retry(sent);
                sent++;
            }
        }
        reset();
        return failed;
    }

    /// Forgets everything that is not sent.
    void reset() {
        messages = 0;
        parts = 0;
        copied = 0;
        open = false;
    }

    /// Sends the datagrams of a message one by one if it was refused because they were many.
    ///
    /// @return how many were refused for good
    private int retry(int i) {
        if (segments[i] == 1) {
            return 1;
        }
        if (errno.get() == LinuxCalls.EIO) {
            segmentation = false; // this network card cannot
        }
        int failed = 0;
        headers.controlSize(i, controlSizes[i]);
        for (int part = 0; part < segments[i]; part++) {
            headers.parts(i, firstPart[i] + part, 1);
            if (LinuxCalls.sendmmsg(errno, fds[i], headers.from(i), 1) != 1) {
                failed++;
            }
        }
        return failed;
    }
}
