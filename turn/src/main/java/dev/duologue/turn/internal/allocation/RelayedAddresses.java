package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Gives relayed addresses out and takes them back: which ports are free, which are kept for a
/// later Allocate, and on which IP addresses there are any.
final class RelayedAddresses {
    /// Ports that other programs hold are tried at most this often.
    private static final int ATTEMPTS = 64;

    private final RelaySockets sockets;
    private final PortPool ipv4Ports;
    private final PortPool ipv6Ports;
    private final Map<Long, Reservation> reservations = new HashMap<>();
    private final AddressMap<Integer> hosts = new AddressMap<>();
    private final RandomGenerator random = new SecureRandom();

    /// @param first the lowest port
    /// @param last the highest port
    RelayedAddresses(RelaySockets sockets, int first, int last) {
        this.sockets = sockets;
        this.ipv4Ports = new PortPool(first, last, random);
        this.ipv6Ports = new PortPool(first, last, random);
    }

    /// Opens an address.
    ///
    /// @param host its IP address
    /// @return empty if no port is left
    Optional<RelayedAddress> open(TransportAddress host, boolean even) {
        PortPool pool = pool(host);
        List<Integer> busy = new ArrayList<>();
        RelayedAddress opened = null;
        while (opened == null && busy.size() < ATTEMPTS) {
            int port = even ? pool.takeEven() : pool.take();
            if (port == PortPool.NONE) {
                break;
            }
            opened = tryOpen(host.withPort(port));
            if (opened == null) {
                busy.add(port);
            }
        }
        busy.forEach(pool::release);
        return Optional.ofNullable(opened);
    }

    /// Opens an even port and keeps the one above it for the same user (RFC 8656 section 7.2).
    ///
    /// @param until when the kept one is given up
    /// @return empty if there is no such pair
    Optional<Pair> openPair(TransportAddress host, String username, long until) {
        PortPool pool = pool(host);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = pool.takePair();
            if (port == PortPool.NONE) {
                return Optional.empty();
            }
            RelayedAddress even = tryOpen(host.withPort(port));
            RelayedAddress odd = tryOpen(host.withPort(port + 1));
            if (even != null && odd != null) {
                return Optional.of(new Pair(even, reserve(odd, username, until)));
            }
            discard(pool, port, even);
            discard(pool, port + 1, odd);
        }
        return Optional.empty();
    }

    /// An even port and the one kept with it.
    record Pair(RelayedAddress even, Reservation odd) {}

    /// Hands out an address that was kept.
    ///
    /// @return empty if the token is unknown or another user's
    Optional<RelayedAddress> claim(long token, String username, long now) {
        Reservation reservation = reservations.get(token);
        if (reservation == null
                || !reservation.username().equals(username)
                || reservation.expiresAt() - now <= 0) {
            return Optional.empty();
        }
        reservations.remove(token);
        return Optional.of(reservation.relayed());
    }

    /// Gives up what was kept and never asked for.
    void expire(long now) {
        List<Reservation> over =
                reservations.values().stream().filter(r -> r.expiresAt() - now <= 0).toList();
        for (Reservation reservation : over) {
            reservations.remove(reservation.token());
            release(reservation.relayed());
        }
    }

    /// Closes an address and gives its port back.
    void release(RelayedAddress relayed) {
        TransportAddress address = relayed.address();
        relayed.socket().close();
        pool(address).release(address.port());
        Integer count = hosts.get(address.high(), address.low(), 0);
        if (count != null && count > 1) {
            hosts.put(address.high(), address.low(), 0, count - 1);
        } else {
            hosts.remove(address.high(), address.low(), 0);
        }
    }

    /// Whether a relayed address is open on an IP address.
    boolean isHost(TransportAddress address) {
        return hosts.get(address.high(), address.low(), 0) != null;
    }

    /// Takes a port away for good.
    void exclude(int port) {
        ipv4Ports.exclude(port);
        ipv6Ports.exclude(port);
    }

    private PortPool pool(TransportAddress host) {
        return host.family() == AddressFamily.IPV4 ? ipv4Ports : ipv6Ports;
    }

    private @Nullable RelayedAddress tryOpen(TransportAddress address) {
        Optional<RelaySocket> socket = sockets.open(address);
        if (socket.isEmpty()) {
            return null;
        }
        Integer count = hosts.get(address.high(), address.low(), 0);
        hosts.put(address.high(), address.low(), 0, count == null ? 1 : count + 1);
        return new RelayedAddress(address, socket.get());
    }

    private void discard(PortPool pool, int port, @Nullable RelayedAddress opened) {
        if (opened == null) {
            pool.release(port);
        } else {
            release(opened);
        }
    }

    private Reservation reserve(RelayedAddress odd, String username, long until) {
        long token = random.nextLong();
        while (reservations.containsKey(token)) {
            token = random.nextLong();
        }
        Reservation reservation = new Reservation(token, odd, username, until);
        reservations.put(token, reservation);
        return reservation;
    }
}
