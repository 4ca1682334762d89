package dev.duologue.turn.internal.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// An array of `struct mmsghdr` with what each points to: one address and one block of control data
/// a message, and a common array of `struct iovec`. Belongs to one thread.
final class MessageHeaders {
    private static final long HEADER = 64;
    private static final long ADDRESS = 32;
    private static final long CONTROL = 64;
    private static final long VECTOR = 16;

    private final MemorySegment headers;
    private final MemorySegment addresses;
    private final MemorySegment controls;
    private final MemorySegment vectors;

    /// @param messages how many there are
    /// @param parts how many pieces of memory they can have together
    MessageHeaders(int messages, int parts) {
        headers = LinuxCalls.map(messages * HEADER);
        addresses = LinuxCalls.map(messages * ADDRESS);
        controls = LinuxCalls.map(messages * CONTROL);
        vectors = LinuxCalls.map(parts * VECTOR);
        for (int i = 0; i < messages; i++) {
            headers.set(JAVA_LONG, i * HEADER, addresses.address() + i * ADDRESS);
            headers.set(JAVA_LONG, i * HEADER + 32, controls.address() + i * CONTROL);
            resetForReceive(i);
        }
    }

    /// From message `i` on.
    MemorySegment from(int i) {
        return headers.asSlice(i * HEADER);
    }

    /// Where the addresses are; that of message `i` at [#address].
    MemorySegment addresses() {
        return addresses;
    }

    long address(int i) {
        return i * ADDRESS;
    }

    /// Where the control data are; that of message `i` at [#control].
    MemorySegment controls() {
        return controls;
    }

    long control(int i) {
        return i * CONTROL;
    }

    /// Gives the system all the room again that it may write to.
    void resetForReceive(int i) {
        headers.set(JAVA_INT, i * HEADER + 8, (int) SocketAddresses.SIZE);
        headers.set(JAVA_LONG, i * HEADER + 40, CONTROL);
    }

    /// Bytes of control data: written by the system, or to be read by it.
    long controlSize(int i) {
        return headers.get(JAVA_LONG, i * HEADER + 40);
    }

    void controlSize(int i, long size) {
        headers.set(JAVA_LONG, i * HEADER + 40, size);
    }

    /// Which pieces of memory a message consists of.
    void parts(int i, int first, int count) {
        headers.set(JAVA_LONG, i * HEADER + 16, vectors.address() + first * VECTOR);
        headers.set(JAVA_LONG, i * HEADER + 24, count);
    }

    /// A piece of memory.
    void part(int index, long address, long size) {
        vectors.set(JAVA_LONG, index * VECTOR, address);
        vectors.set(JAVA_LONG, index * VECTOR + 8, size);
    }

    /// Bytes that were received.
    int received(int i) {
        return headers.get(JAVA_INT, i * HEADER + 56);
    }
}
