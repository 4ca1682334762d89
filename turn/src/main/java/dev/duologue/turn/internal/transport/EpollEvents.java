package dev.duologue.turn.internal.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An array of `struct epoll_event`, which is packed on x86-64 and nowhere else.
final class EpollEvents {
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");
    private static final long SIZE = PACKED ? 12 : 16;
    private static final long DATA = PACKED ? 4 : 8;

    private final MemorySegment memory;

    EpollEvents(int count) {
        memory = Arena.ofAuto().allocate(count * SIZE, 8);
    }

    MemorySegment memory() {
        return memory;
    }

    void set(int i, int events, int fd) {
        memory.set(JAVA_INT_UNALIGNED, i * SIZE, events);
        memory.set(JAVA_INT_UNALIGNED, i * SIZE + DATA, fd);
    }

    int fd(int i) {
        return memory.get(JAVA_INT_UNALIGNED, i * SIZE + DATA);
    }
}
