package dev.duologue.server;

import dev.duologue.server.ops.Counters;
import dev.duologue.server.ops.EventLoopLag;
import dev.duologue.server.ops.Failures;
import dev.duologue.server.ops.Health;
import dev.duologue.server.ops.MetricsText;
import dev.duologue.server.ops.RuntimeFigures;
import dev.duologue.server.relay.Relay;
import dev.duologue.server.tls.TlsContexts;
import dev.duologue.signaling.backplane.InMemoryBackplane;
import dev.duologue.signaling.memory.Budget;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/// What `/metrics` tells. `docs/metrics.md` describes each figure. Nothing in it names a person, a
/// room or an address.
///
/// @param connections that are open now
/// @param tls being opened, perhaps
/// @param clock says how long the certificate still lasts
record Metrics(
        Counters counters,
        Budget budget,
        Failures failures,
        Health health,
        EventLoopLag lag,
        InMemoryBackplane rooms,
        Optional<Relay> relay,
        IntSupplier connections,
        CompletableFuture<TlsContexts> tls,
        InstantSource clock) {

    /// All figures as they are now.
    CompletionStage<String> text() {
        return health.check().thenApply(this::text);
    }

    private String text(List<String> broken) {
        var text = new MetricsText();
        text.gauges(
                "duologue_build_info",
                "The version that runs",
                "version",
                Map.of(Version.current(), 1));
        text.gauges("duologue_part_up", "Whether a part works", "part", parts(broken));
        text.gauge("duologue_rooms", "Rooms that somebody is in", rooms.roomCount())
                .counter(
                        "duologue_calls_total",
                        "Calls set up: offers that another member accepted",
                        rooms.callCount())
                .gauge("duologue_connections", "TCP connections open", connections.getAsInt())
                .counter(
                        "duologue_failures_total",
                        "What failed in this program and was survived",
                        failures.count());
        counters.writeTo(text);
        lag.writeTo(text);
        relay.ifPresent(own -> own.writeTo(text));
        if (tls.isDone()) {
            text.gauge(
                    "duologue_certificate_days_left",
                    "Whole days until browsers refuse the certificate",
                    tls.join().dates().daysLeft(clock.instant()));
        }
        RuntimeFigures.writeTo(text, budget);
        return text.toString();
    }

    private Map<String, Integer> parts(List<String> broken) {
        Map<String, Integer> parts = new TreeMap<>();
        health.parts().forEach(part -> parts.put(part, broken.contains(part) ? 0 : 1));
        return parts;
    }
}
