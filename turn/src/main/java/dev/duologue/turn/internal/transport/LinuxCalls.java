package dev.duologue.turn.internal.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/// The system calls of Linux that the JDK and Netty have no way to: receiving and sending many
/// datagrams at once with the local address of each. For 64-bit Linux.
@SuppressWarnings("restricted") // asked for by the program that embeds the library
final class LinuxCalls {
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_RCVTIMEO = 20;
    static final int SO_SNDBUFFORCE = 32;
    static final int SO_RCVBUFFORCE = 33;
    static final int IPPROTO_IP = 0;
    static final int IP_MTU_DISCOVER = 10;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_MTU_DISCOVER = 23;
    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;
    static final int SOL_UDP = 17;
    static final int UDP_SEGMENT = 103;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_WAITFORONE = 0x10000;
    static final int SHUT_RDWR = 2;
    private static final int EPOLL_DEL = 2;
    static final int EAGAIN = 11;
    static final int EINTR = 4;
    static final int EIO = 5;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_FIELD =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = call("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = call("getsockname", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SETSOCKOPT =
            call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECVMMSG =
            call("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SENDMMSG =
            call("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle SHUTDOWN = call("shutdown", JAVA_INT, JAVA_INT);
    private static final MethodHandle DUP3 = call("dup3", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = call("close", JAVA_INT);
    private static final MethodHandle EPOLL_CREATE = call("epoll_create1", JAVA_INT);
    private static final MethodHandle EPOLL_CTL =
            call("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle EPOLL_WAIT =
            call("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle MUNMAP =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("munmap"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle MMAP =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("mmap"),
                    FunctionDescriptor.of(
                            ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));

    /// Of calls whose failure means nothing.
    private static final Errno UNREAD = new Errno();

    private LinuxCalls() {}

    /// Whether these calls can be made here: 64-bit Linux with IPv6 sockets, and native access not
    /// denied.
    static boolean available() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!os.equals("linux") || ADDRESS.byteSize() != 8) {
            return false;
        }
        try {
            Errno errno = new Errno();
            int fd = socket(errno);
            if (fd >= 0) {
                close(fd);
            }
            return fd >= 0;
        } catch (LinkageError | IllegalCallerException e) {
            return false;
        }
    }

    /// The error number of the last call that failed; one for each thread.
    static final class Errno {
        private final MemorySegment state = Arena.ofAuto().allocate(STATE);

        int get() {
            return (int) ERRNO_FIELD.get(state, 0L);
        }
    }

    private static MethodHandle call(String name, ValueLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments),
                ERRNO);
    }

    /// A UDP socket for both families.
    static int socket(Errno errno) {
        try {
            return (int) SOCKET.invokeExact(errno.state, AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int bind(Errno errno, int fd, MemorySegment address) {
        try {
            return (int) BIND.invokeExact(errno.state, fd, address, (int) SocketAddresses.SIZE);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int getsockname(Errno errno, int fd, MemorySegment address, MemorySegment size) {
        try {
            return (int) GETSOCKNAME.invokeExact(errno.state, fd, address, size);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// @param value the bytes of the option
    static int setsockopt(Errno errno, int fd, int level, int option, MemorySegment value) {
        try {
            return (int)
                    SETSOCKOPT.invokeExact(
                            errno.state, fd, level, option, value, (int) value.byteSize());
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int recvmmsg(Errno errno, int fd, MemorySegment messages, int count, int flags) {
        try {
            return (int)
                    RECVMMSG.invokeExact(
                            errno.state, fd, messages, count, flags, MemorySegment.NULL);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int sendmmsg(Errno errno, int fd, MemorySegment messages, int count) {
        try {
            return (int) SENDMMSG.invokeExact(errno.state, fd, messages, count, 0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static void shutdown(Errno errno, int fd) {
        try {
            int ignored = (int) SHUTDOWN.invokeExact(errno.state, fd, SHUT_RDWR);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Lets the number `fd` stand for what `other` stands for; what it stood for is closed.
    static void replace(Errno errno, int fd, int other) {
        try {
            int ignored = (int) DUP3.invokeExact(errno.state, other, fd, SOCK_CLOEXEC);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Needs no memory: where that is short, descriptors are closed all the same.
    static void close(int fd) {
        try {
            int ignored = (int) CLOSE.invokeExact(UNREAD.state, fd);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int epollCreate(Errno errno) {
        try {
            return (int) EPOLL_CREATE.invokeExact(errno.state, SOCK_CLOEXEC);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// @param event what to wait for, and what to be told then
    static int epollCtl(Errno errno, int epoll, int operation, int fd, MemorySegment event) {
        try {
            return (int) EPOLL_CTL.invokeExact(errno.state, epoll, operation, fd, event);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Stops waiting for a descriptor, if it is open.
    static void epollRemove(int epoll, int fd) {
        epollCtl(UNREAD, epoll, EPOLL_DEL, fd, MemorySegment.NULL);
    }

    static int epollWait(Errno errno, int epoll, MemorySegment events, int count, int millis) {
        try {
            return (int) EPOLL_WAIT.invokeExact(errno.state, epoll, events, count, millis);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static void unmap(MemorySegment memory) {
        try {
            int ignored = (int) MUNMAP.invokeExact(memory, memory.byteSize());
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Memory whose pages cost nothing until they are touched. Given back when nobody holds the
    /// segment any more.
    static MemorySegment map(long size) {
        try {
            MemorySegment memory =
                    (MemorySegment) MMAP.invokeExact(MemorySegment.NULL, size, 3, 0x22, -1, 0L);
            if (memory.address() == -1) {
                throw new OutOfMemoryError("mmap of " + size + " bytes");
            }
            return memory.reinterpret(size, Arena.ofAuto(), LinuxCalls::unmap);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// A downcall throws nothing that its caller could have foreseen.
    private static IllegalStateException impossible(Throwable e) {
        return new IllegalStateException(e);
    }
}
