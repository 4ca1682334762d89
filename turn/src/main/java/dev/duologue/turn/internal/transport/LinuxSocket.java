package dev.duologue.turn.internal.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duologue.turn.stun.TransportAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Opens UDP sockets by system calls of our own.
final class LinuxSocket {
    /// Far longer than a batch waits between being collected and being sent.
    static final long LINGER_MILLIS = 1_000;

    private LinuxSocket() {}

    /// A bound socket.
    ///
    /// @param port the one that it has, also where 0 was asked for
    record Bound(int fd, int port) {}

    /// Opens and binds a socket.
    ///
    /// @param address with the host `::` for every address of both families
    /// @throws IOException if it cannot be bound
    static Bound open(TransportAddress address, boolean ipv6Only) throws IOException {
        LinuxCalls.Errno errno = new LinuxCalls.Errno();
        int fd = LinuxCalls.socket(errno);
        if (fd < 0) {
            throw new IOException("socket: errno " + errno.get());
        }
        return orClosed(fd, () -> bind(errno, fd, address, ipv6Only));
    }

    private static Bound bind(
            LinuxCalls.Errno errno, int fd, TransportAddress address, boolean ipv6Only)
            throws IOException {
        option(fd, LinuxCalls.IPPROTO_IPV6, LinuxCalls.IPV6_V6ONLY, ipv6Only ? 1 : 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SocketAddresses.SIZE, 8);
            SocketAddresses.write(name, 0, address.high(), address.low(), address.port());
            if (LinuxCalls.bind(errno, fd, name) < 0) {
                throw new IOException("cannot bind UDP " + address + ": errno " + errno.get());
            }
            MemorySegment size = arena.allocateFrom(JAVA_INT, (int) SocketAddresses.SIZE);
            LinuxCalls.getsockname(errno, fd, name, size);
            return new Bound(fd, SocketAddresses.port(name, 0));
        }
    }

    /// What has to be done with a socket before it belongs to anybody.
    @FunctionalInterface
    interface SetUp<T> {
        T run() throws IOException;
    }

    /// Sets a socket up, and closes it if that fails, for whatever reason.
    static <T> T orClosed(int fd, SetUp<T> setUp) throws IOException {
        boolean done = false;
        try {
            T result = setUp.run();
            done = true;
            return result;
        } finally {
            if (!done) {
                LinuxCalls.close(fd);
            }
        }
    }

    /// Gives the port of a socket back at once, and its number a second later. What other threads
    /// collected for that number before is refused until then; it cannot leave by a socket or a
    /// file that got the number meanwhile.
    static void retire(int fd) {
        LinuxCalls.Errno errno = new LinuxCalls.Errno();
        int dead = LinuxCalls.socket(errno);
        if (dead < 0) { // no number left
            LinuxCalls.close(fd);
            return;
        }
        LinuxCalls.shutdown(errno, dead);
        LinuxCalls.replace(errno, fd, dead);
        LinuxCalls.close(dead);
        CompletableFuture.delayedExecutor(LINGER_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> LinuxCalls.close(fd));
    }

    /// Sets an option whose value is a number.
    ///
    /// @return whether the system took it
    static boolean option(int fd, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(JAVA_INT, value);
            return LinuxCalls.setsockopt(new LinuxCalls.Errno(), fd, level, option, memory) == 0;
        }
    }

    /// Asks for room in the system for `size` bytes each way, beyond the usual maximum if the
    /// process may.
    static void buffers(int fd, int size) {
        if (!option(fd, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_RCVBUFFORCE, size)) {
            option(fd, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_RCVBUF, size);
        }
        if (!option(fd, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_SNDBUFFORCE, size)) {
            option(fd, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_SNDBUF, size);
        }
    }

    /// Lets a receive wait for a second at most.
    static void receiveTimeout(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocateFrom(JAVA_LONG, 1, 0);
            LinuxCalls.setsockopt(
                    new LinuxCalls.Errno(),
                    fd,
                    LinuxCalls.SOL_SOCKET,
                    LinuxCalls.SO_RCVTIMEO,
                    time);
        }
    }
}
