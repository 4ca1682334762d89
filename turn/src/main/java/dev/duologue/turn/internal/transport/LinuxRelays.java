package dev.duologue.turn.internal.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.ClientLink;
import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.internal.allocation.RelaySocket;
import dev.duologue.turn.internal.allocation.RelaySockets;
import dev.duologue.turn.internal.engine.Packet;
import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Relayed addresses of open mode: one UDP socket each, all received from by one thread, which
/// fills one ring from all sockets that have something and then sends what comes of it at once.
public final class LinuxRelays implements RelaySockets {
    private static final int EVENTS = 64;
    private static final int EPOLL_IN = 1;
    private static final int EPOLL_ADD = 1;
    private static final int WAIT_MILLIS = 500;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int BUFFER = 1 << 20;

    private final RelayHosts hosts;
    private final EpollEvents events = new EpollEvents(EVENTS);
    private final Map<Integer, LinuxRelay> open = new ConcurrentHashMap<>();

    @GuardedBy("closing")
    private final Queue<LinuxRelay> closing = new ArrayDeque<>();

    private final ReceiveRing ring = new ReceiveRing();
    private final SendQueue out = new SendQueue(ring);
    private final Packet packet = new Packet(new PeerSide(), ring.bytes());
    private final LinuxRelay[] sources = new LinuxRelay[ReceiveRing.SLOTS];
    private final int epoll = newEpoll();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("turn-relay").unstarted(this::run);
    private @Nullable SharedEngine engine;
    private volatile boolean closed;

    /// Where data from peers come in: no client can be reached by it.
    private static final class PeerSide implements ClientLink {
        @Override
        public boolean stream() {
            return false;
        }

        @Override
        public String protocol() {
            return "udp";
        }
    }

    /// Sockets on the hosts that are known.
    public LinuxRelays(RelayHosts hosts) {
        this.hosts = hosts;
    }

    private static int newEpoll() {
        LinuxCalls.Errno errno = new LinuxCalls.Errno();
        int epoll = LinuxCalls.epollCreate(errno);
        if (epoll < 0) {
            throw new IllegalStateException("epoll_create1: errno " + errno.get());
        }
        return epoll;
    }

    void start(SharedEngine shared) {
        engine = shared;
        thread.start();
    }

    @Override
    public Optional<TransportAddress> host(FiveTuple client, AddressFamily family) {
        return hosts.advertised(client, family).or(() -> RelayHosts.outward(family));
    }

    @Override
    public Optional<RelaySocket> open(TransportAddress address) {
        Optional<TransportAddress> local = RelayHosts.local(address.withPort(0));
        if (local.isEmpty()) {
            return Optional.empty();
        }
        boolean ipv6 = address.family() == AddressFamily.IPV6;
        try {
            int fd = LinuxSocket.open(local.get().withPort(address.port()), ipv6).fd();
            return LinuxSocket.orClosed(fd, () -> watch(fd, ipv6));
        } catch (IOException e) { // another program has the port, or the system has no memory
            return Optional.empty();
        }
    }

    private Optional<RelaySocket> watch(int fd, boolean ipv6) throws IOException {
        LinuxSocket.buffers(fd, BUFFER);
        LinuxRelay relay = new LinuxRelay(this, fd, ipv6);
        LinuxCalls.Errno errno = new LinuxCalls.Errno();
        EpollEvents one = new EpollEvents(1);
        one.set(0, EPOLL_IN, fd);
        if (LinuxCalls.epollCtl(errno, epoll, EPOLL_ADD, fd, one.memory()) < 0) {
            throw new IOException("epoll_ctl: errno " + errno.get());
        }
        open.put(fd, relay);
        return Optional.of(relay);
    }

    @Override
    public void attach(RelaySocket socket, Allocation owner) {
        ((LinuxRelay) socket).owner = owner;
    }

    /// Takes a socket out of service. Port and number are given back later, so that nothing that
    /// was collected for it leaves by another that got its number. Called while the state is held.
    void retire(LinuxRelay relay) {
        relay.closeAt = SharedEngine.uptime() + LinuxSocket.LINGER_MILLIS;
        synchronized (closing) {
            if (open.remove(relay.fd, relay)) {
                closing.add(relay);
                LinuxCalls.epollRemove(epoll, relay.fd);
            }
        }
    }

    private void run() {
        LinuxCalls.Errno errno = new LinuxCalls.Errno();
        while (!closed) {
            try {
                turn(errno);
            } catch (Throwable failure) { // this thread serves every peer: it goes on
                recover(failure);
            }
        }
        synchronized (closing) {
            closing.addAll(open.values()); // of ports that were kept and never asked for
            open.clear();
            closing.forEach(relay -> LinuxSocket.retire(relay.fd));
            closing.clear();
        }
        LinuxCalls.close(epoll);
    }

    private void turn(LinuxCalls.Errno errno) {
        int ready = LinuxCalls.epollWait(errno, epoll, events.memory(), EVENTS, WAIT_MILLIS);
        if (ready < 0 && errno.get() != LinuxCalls.EINTR) {
            LockSupport.parkNanos(PAUSE_NANOS);
            throw new IllegalStateException("epoll_wait: errno " + errno.get());
        }
        int filled = 0;
        for (int i = 0; i < ready && filled < ReceiveRing.SLOTS; i++) {
            filled = receive(errno, open.get(events.fd(i)), filled);
        }
        if (filled > 0) {
            handle(filled);
        }
        closeRetired(SharedEngine.uptime());
    }

    /// Gives up what is left of a batch.
    private void recover(Throwable failure) {
        try {
            ring.reset();
            out.reset();
            if (engine != null) {
                engine.failed(failure);
            }
        } catch (Throwable _) { // such as memory that is short: try later
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /// @return how many places of the ring are filled now
    private int receive(LinuxCalls.Errno errno, @Nullable LinuxRelay relay, int filled) {
        if (relay == null) {
            return filled;
        }
        int count = ring.receive(errno, relay.fd, filled, LinuxCalls.MSG_DONTWAIT);
        for (int i = 0; i < count; i++) {
            sources[filled + i] = relay;
        }
        return filled + Math.max(count, 0);
    }

    private void handle(int filled) {
        SharedEngine shared = engine;
        if (shared == null) {
            return;
        }
        long now = shared.now();
        shared.begin();
        try {
            for (int i = 0; i < filled; i++) {
                ring.load(i, packet);
                Allocation owner = sources[i].owner;
                if (owner != null) {
                    shared.held().receiveFromPeer(packet, owner, now);
                    out.take(packet);
                }
            }
        } finally {
            shared.end(out);
        }
    }

    private void closeRetired(long now) {
        synchronized (closing) {
            LinuxRelay relay = closing.peek();
            while (relay != null && relay.closeAt - now <= 0) {
                LinuxCalls.close(relay.fd);
                closing.remove();
                relay = closing.peek();
            }
        }
    }

    void close() {
        closed = true;
        try {
            thread.join(2L * WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
