package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import java.util.HashMap;
import java.util.Map;

/// Counts allocations by user and by client address.
final class Quotas {
    private final Limits limits;
    private final Map<String, Integer> users = new HashMap<>();
    private final Map<TransportAddress, Integer> addresses = new HashMap<>();
    private int total;

    Quotas(Limits limits) {
        this.limits = limits;
    }

    /// Whether a user may have one more from a client address.
    boolean admits(String username, TransportAddress client) {
        return !Limits.reached(users.getOrDefault(username, 0), limits.perUser())
                && !Limits.reached(addresses.getOrDefault(prefix(client), 0), limits.perAddress());
    }

    /// Whether the server may have one more.
    boolean hasRoom() {
        return !Limits.reached(total, limits.total());
    }

    void add(Allocation allocation) {
        total++;
        users.merge(allocation.username(), 1, Integer::sum);
        addresses.merge(prefix(allocation.fiveTuple().client()), 1, Integer::sum);
    }

    void remove(Allocation allocation) {
        total--;
        users.computeIfPresent(allocation.username(), (user, n) -> n > 1 ? n - 1 : null);
        addresses.computeIfPresent(
                prefix(allocation.fiveTuple().client()), (prefix, n) -> n > 1 ? n - 1 : null);
    }

    int total() {
        return total;
    }

    /// What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 address.
    private static TransportAddress prefix(TransportAddress client) {
        return client.family() == AddressFamily.IPV4
                ? client.withPort(0)
                : TransportAddress.ipv6(client.high(), 0, 0);
    }
}
