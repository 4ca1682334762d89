package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnStats;
import dev.duologue.turn.TurnStats.Drop;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Counts what happens. Guarded with the state.
public final class TurnCounters {
    private final Map<Drop, Long> drops = new EnumMap<>(Drop.class);
    private final Map<Integer, Long> refused = new HashMap<>();
    private long allocated;
    private long packets;
    private long bytes;
    private long requests;

    /// One thing was dropped.
    public void drop(Drop reason) {
        drops.merge(reason, 1L, Long::sum);
    }

    void relayed(int size) {
        packets++;
        bytes += size;
    }

    void allocated() {
        allocated++;
    }

    void answered() {
        requests++;
    }

    void refused(int code) {
        refused.merge(code, 1L, Long::sum);
    }

    /// What was counted, with the number of allocations that are alive.
    public TurnStats snapshot(int allocations) {
        return new TurnStats(allocations, allocated, packets, bytes, requests, refused, drops);
    }
}
