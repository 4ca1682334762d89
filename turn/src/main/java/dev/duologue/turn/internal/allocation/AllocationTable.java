package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransactionId;
import dev.duologue.turn.stun.TransportAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All allocations, found by 5-tuple and by relayed address. Not thread-safe: its owner guards it.
/// Times are milliseconds of a clock that only goes forward.
public final class AllocationTable {
    /// Deleted allocations are remembered at most this many at a time.
    private static final int MAX_DELETED = 4096;

    private final Limits limits;
    private final Quotas quotas;
    private final RelayedAddresses addresses;
    private final RelaySockets sockets;
    private final AddressMap<Allocation> byClient = new AddressMap<>();
    private final AddressMap<Allocation> byRelayed = new AddressMap<>();
    private final Set<Allocation> all = new LinkedHashSet<>();
    private final Map<String, Room> rooms = new HashMap<>();
    private final Map<FiveTuple, Deleted> deleted = new LinkedHashMap<>();

    /// An empty table.
    ///
    /// @param firstPort the lowest relayed port
    /// @param lastPort the highest relayed port
    public AllocationTable(Limits limits, RelaySockets sockets, int firstPort, int lastPort) {
        this.limits = limits;
        this.quotas = new Quotas(limits);
        this.sockets = sockets;
        this.addresses = new RelayedAddresses(sockets, firstPort, lastPort);
    }

    /// An allocation that a Refresh deleted, kept so that a retransmission is answered alike.
    public record Deleted(Allocation allocation, TransactionId transactionId, long until) {}

    /// The allocation of a 5-tuple whose client and server address are given as numbers, or `null`.
    /// The port of the server is that of the link.
    @SuppressWarnings("ReferenceEquality") // two links are never the same link
    public @Nullable Allocation find(
            ClientLink link, long high, long low, int port, long serverHigh, long serverLow) {
        Allocation allocation = byClient.get(high, low, port);
        while (allocation != null) {
            FiveTuple tuple = allocation.fiveTuple();
            if (tuple.link() == link
                    && tuple.server().low() == serverLow
                    && tuple.server().high() == serverHigh) {
                return allocation;
            }
            allocation = allocation.next;
        }
        return null;
    }

    /// The allocation of a 5-tuple, or `null`.
    public @Nullable Allocation find(FiveTuple tuple) {
        TransportAddress client = tuple.client();
        TransportAddress server = tuple.server();
        return find(
                tuple.link(),
                client.high(),
                client.low(),
                client.port(),
                server.high(),
                server.low());
    }

    /// The allocation with a relayed address, or `null`.
    public @Nullable Allocation byRelayed(long high, long low, int port) {
        return byRelayed.get(high, low, port);
    }

    /// Whether any allocation has a relayed address on the IP address of `address`.
    public boolean isRelayHost(TransportAddress address) {
        return addresses.isHost(address);
    }

    /// Whether quotas let a user have one more (486 if not).
    public boolean admits(String username, TransportAddress client) {
        return quotas.admits(username, client);
    }

    /// Whether the server may have one more (508 if not).
    public boolean hasRoom() {
        return quotas.hasRoom();
    }

    /// The IP address of relayed addresses for a client; empty if there is none of the family.
    public Optional<TransportAddress> host(FiveTuple client, AddressFamily family) {
        return sockets.host(client, family);
    }

    /// Opens a relayed address; empty if none is left.
    public Optional<RelayedAddress> open(TransportAddress host, boolean even) {
        return addresses.open(host, even);
    }

    /// Gives up an opened address of which no allocation was made.
    public void release(RelayedAddress relayed) {
        addresses.release(relayed);
    }

    /// Opens an even port and keeps the next; empty if there is no such pair.
    public Optional<ReservedPair> openPair(TransportAddress host, String username, long now) {
        return addresses
                .openPair(host, username, now + Lifetimes.RESERVATION)
                .map(pair -> new ReservedPair(pair.even(), pair.odd()));
    }

    /// An open address and the one kept with it.
    public record ReservedPair(RelayedAddress relayed, Reservation reservation) {}

    /// Hands out the address that a token names; empty if there is none for the user.
    public Optional<RelayedAddress> claim(long token, String username, long now) {
        return addresses.claim(token, username, now);
    }

    /// Keeps a port from being given out.
    public void exclude(int port) {
        addresses.exclude(port);
    }

    /// Makes an allocation out of opened addresses.
    ///
    /// @param relayed one or two, of different families
    /// @param lifetime milliseconds
    public Allocation add(
            FiveTuple tuple,
            AllocationRequest request,
            List<RelayedAddress> relayed,
            long now,
            long lifetime) {
        Room room = rooms.computeIfAbsent(request.room(), Room::new);
        room.allocations++;
        Allocation allocation = new Allocation(tuple, request, room);
        allocation.refresh(now, lifetime);
        TransportAddress client = tuple.client();
        allocation.next = byClient.get(client.high(), client.low(), client.port());
        byClient.put(client.high(), client.low(), client.port(), allocation);
        for (RelayedAddress one : relayed) {
            TransportAddress address = one.address();
            allocation.relayed(address.family(), one);
            byRelayed.put(address.high(), address.low(), address.port(), allocation);
            sockets.attach(one.socket(), allocation);
        }
        all.add(allocation);
        quotas.add(allocation);
        deleted.remove(tuple);
        return allocation;
    }

    /// Frees everything an allocation has. Without effect on one that is gone.
    public void remove(Allocation allocation) {
        if (!all.remove(allocation)) {
            return;
        }
        unlink(allocation);
        for (RelayedAddress one : allocation.relayed()) {
            close(allocation, one);
        }
        quotas.remove(allocation);
        Room room = allocation.room();
        if (--room.allocations == 0) {
            rooms.remove(room.name);
        }
    }

    /// Removes an allocation at its client's wish and remembers the transaction for 40 seconds.
    public void delete(Allocation allocation, TransactionId transaction, long now) {
        remove(allocation);
        if (deleted.size() >= MAX_DELETED) {
            deleted.remove(deleted.keySet().iterator().next());
        }
        deleted.put(
                allocation.fiveTuple(),
                new Deleted(allocation, transaction, now + Lifetimes.REPEAT));
    }

    /// What was deleted on a 5-tuple less than 40 seconds ago, or `null`.
    public @Nullable Deleted deleted(FiveTuple tuple, long now) {
        Deleted one = deleted.get(tuple);
        return one == null || one.until() - now <= 0 ? null : one;
    }

    /// Frees one of two relayed addresses.
    public void removeFamily(Allocation allocation, AddressFamily family) {
        RelayedAddress one = allocation.relayed(family);
        if (one != null) {
            close(allocation, one);
        }
    }

    /// Installs permissions for all peers, or for none.
    ///
    /// @return whether they are within the limit
    public boolean permit(Allocation allocation, List<Peer> peers, long now) {
        if (!allocation.canPermit(peers, now, limits.permissions())) {
            return false;
        }
        peers.forEach(peer -> allocation.permit(peer, now));
        return true;
    }

    /// Binds or refreshes a channel and the permission of its peer.
    ///
    /// @return whether both are within their limits
    public boolean bind(Allocation allocation, int number, Peer peer, long now) {
        boolean known = allocation.channel(number, now) != null;
        boolean within = known || allocation.canBind(now, limits.channels());
        if (!within || !allocation.canPermit(List.of(peer), now, limits.permissions())) {
            return false;
        }
        allocation.bind(number, peer, now);
        return true;
    }

    /// Removes reservations, permissions and channels that have run out.
    ///
    /// @return the allocations that have; they are to be removed
    public List<Allocation> expire(long now) {
        addresses.expire(now);
        deleted.values().removeIf(one -> one.until() - now <= 0);
        List<Allocation> over = new ArrayList<>();
        for (Allocation allocation : all) {
            if (allocation.remaining(now) <= 0) {
                over.add(allocation);
            } else {
                allocation.prune(now);
            }
        }
        return over;
    }

    /// The allocations that are alive; a view.
    public Collection<Allocation> all() {
        return all;
    }

    private void close(Allocation allocation, RelayedAddress one) {
        TransportAddress address = one.address();
        byRelayed.remove(address.high(), address.low(), address.port());
        addresses.release(one);
        allocation.relayed(address.family(), null);
    }

    private void unlink(Allocation allocation) {
        TransportAddress client = allocation.fiveTuple().client();
        Allocation first = byClient.get(client.high(), client.low(), client.port());
        if (first != allocation) {
            for (Allocation at = first; at != null; at = at.next) {
                if (at.next == allocation) {
                    at.next = allocation.next;
                }
            }
        } else if (allocation.next != null) {
            byClient.put(client.high(), client.low(), client.port(), allocation.next);
        } else {
            byClient.remove(client.high(), client.low(), client.port());
        }
    }
}
