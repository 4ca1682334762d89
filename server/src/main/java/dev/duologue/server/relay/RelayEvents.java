package dev.duologue.server.relay;

import dev.duologue.server.ops.Failures;
import dev.duologue.server.ops.MetricsText;
import dev.duologue.turn.TurnListener;
import dev.duologue.turn.TurnStats;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens in the relay and logs what fails there. Thread-safe.
final class RelayEvents implements TurnListener {
    private final Failures failures;
    private final Map<End, LongAdder> ends = new EnumMap<>(End.class);

    RelayEvents(Failures failures) {
        this.failures = failures;
        for (End end : End.values()) {
            ends.put(end, new LongAdder());
        }
    }

    @Override
    public void failed(Throwable cause) {
        failures.report("the relay", cause);
    }

    @Override
    public void ended(Allocated allocation, End end) {
        Objects.requireNonNull(ends.get(end)).increment();
    }

    void writeTo(MetricsText text, TurnStats stats) {
        text.gauge("duologue_allocations", "Allocations alive", stats.allocations())
                .counter("duologue_allocations_total", "Allocations made", stats.allocated())
                .counters(
                        "duologue_allocations_ended_total",
                        "Allocations that ended",
                        "reason",
                        byName(ends))
                .counter("duologue_relayed_datagrams_total", "Datagrams relayed", stats.packets())
                .counter("duologue_relayed_bytes_total", "Bytes of data relayed", stats.bytes())
                .counter(
                        "duologue_stun_requests_total",
                        "STUN and TURN requests answered with success",
                        stats.requests())
                .counters(
                        "duologue_stun_refused_total",
                        "STUN and TURN requests answered with an error",
                        "code",
                        stats.refused().entrySet().stream()
                                .collect(
                                        HashMap::new,
                                        (all, one) ->
                                                all.put(one.getKey().toString(), one.getValue()),
                                        Map::putAll))
                .counters(
                        "duologue_relay_dropped_total",
                        "Packets dropped without an answer",
                        "reason",
                        drops(stats));
    }

    private static Map<String, Long> drops(TurnStats stats) {
        Map<String, Long> drops = new HashMap<>();
        for (TurnStats.Drop drop : TurnStats.Drop.values()) {
            drops.put(name(drop), stats.dropped().getOrDefault(drop, 0L));
        }
        return drops;
    }

    private static <K extends Enum<K>> Map<String, Long> byName(Map<K, LongAdder> counts) {
        Map<String, Long> named = new HashMap<>();
        counts.forEach((key, count) -> named.put(name(key), count.sum()));
        return named;
    }

    private static String name(Enum<?> key) {
        return key.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
