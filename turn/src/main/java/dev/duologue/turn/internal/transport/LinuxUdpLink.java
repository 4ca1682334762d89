package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.engine.Packet;
import dev.duologue.turn.stun.TransportAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/// A UDP socket with a thread that waits in `recvmmsg`: under load it takes up to 64 datagrams and
/// sends what comes of them in one call each; at rest it costs nothing. One socket serves every
/// address of the host, of both families, and answers from the address that was asked.
final class LinuxUdpLink implements UdpLink {
    private static final int BUFFER = 4 << 20;
    private static final long PAUSE_NANOS = 10_000_000;

    private final SharedEngine engine;
    private final LinuxSocket.Bound socket;
    private final TransportAddress address;
    private final boolean wildcard;
    private final ReceiveRing ring = new ReceiveRing();
    private final SendQueue out = new SendQueue(ring);
    private final Packet packet;
    private final Thread thread;
    private volatile boolean closed;

    private LinuxUdpLink(
            SharedEngine engine,
            LinuxSocket.Bound socket,
            TransportAddress address,
            boolean wildcard) {
        this.engine = engine;
        this.socket = socket;
        this.address = address.withPort(socket.port());
        this.wildcard = wildcard;
        this.packet = new Packet(this, ring.bytes());
        this.thread =
                Thread.ofPlatform().daemon().name("turn-udp-" + socket.port()).unstarted(this::run);
    }

    /// Binds a socket and begins to receive.
    ///
    /// @throws IOException if it cannot be bound
    static LinuxUdpLink open(SharedEngine engine, InetSocketAddress local) throws IOException {
        boolean wildcard = local.getAddress().isAnyLocalAddress();
        TransportAddress address =
                wildcard
                        ? TransportAddress.ipv6(0, 0, local.getPort())
                        : TransportAddress.of(local);
        LinuxSocket.Bound socket = LinuxSocket.open(address, false);
        return LinuxSocket.orClosed(socket.fd(), () -> listen(engine, socket, address, wildcard));
    }

    private static LinuxUdpLink listen(
            SharedEngine engine,
            LinuxSocket.Bound socket,
            TransportAddress address,
            boolean wildcard) {
        LinuxSocket.buffers(socket.fd(), BUFFER);
        LinuxSocket.receiveTimeout(socket.fd());
        if (wildcard) {
            LinuxSocket.option(
                    socket.fd(), LinuxCalls.IPPROTO_IPV6, LinuxCalls.IPV6_RECVPKTINFO, 1);
        }
        LinuxUdpLink link = new LinuxUdpLink(engine, socket, address, wildcard);
        link.thread.start();
        return link;
    }

    @Override
    public int port() {
        return socket.port();
    }

    @Override
    public void send(SendQueue outbox, Packet sent, Target to) {
        outbox.datagrams().add(socket.fd(), sent, to, wildcard);
    }

    @Override
    public void flush() {
        // The batch of the outbox is flushed with the outbox.
    }

    private void run() {
        LinuxCalls.Errno errno = new LinuxCalls.Errno();
        while (!closed) {
            try {
                turn(errno);
            } catch (Throwable failure) { // this thread serves every client: it goes on
                recover(failure);
            }
        }
    }

    private void turn(LinuxCalls.Errno errno) {
        int count = ring.receive(errno, socket.fd(), 0, LinuxCalls.MSG_WAITFORONE);
        if (count > 0) {
            handle(count);
        } else if (count < 0 && !closed && !isTransient(errno.get())) {
            engine.failed(new IOException("recvmmsg: errno " + errno.get()));
            LockSupport.parkNanos(PAUSE_NANOS); // such as memory that is short for a while
        }
    }

    private static boolean isTransient(int errno) {
        return errno == LinuxCalls.EAGAIN || errno == LinuxCalls.EINTR;
    }

    /// Gives up what is left of a batch.
    private void recover(Throwable failure) {
        try {
            ring.reset();
            out.reset();
            engine.failed(failure);
        } catch (Throwable _) { // such as memory that is short: try later
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public boolean isAlive() {
        return thread.isAlive();
    }

    private void handle(int count) {
        long now = engine.now();
        engine.begin();
        try {
            for (int i = 0; i < count; i++) {
                packet.link = this;
                packet.serverHigh = address.high();
                packet.serverLow = address.low();
                packet.serverPort = socket.port();
                ring.load(i, packet);
                engine.receive(packet, out, now);
            }
        } finally {
            engine.end(out);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        LinuxCalls.shutdown(new LinuxCalls.Errno(), socket.fd()); // wakes the thread
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LinuxSocket.retire(socket.fd()); // other threads may still have something for it
    }
}
