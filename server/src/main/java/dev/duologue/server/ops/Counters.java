package dev.duologue.server.ops;

import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.ProblemCode;
import dev.duologue.signaling.room.SignalingListener;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/// What the program counts about itself since it started. Thread-safe.
public final class Counters implements SignalingListener {
    private final Map<Count, LongAdder> counts = zeros(Count.class);
    private final Map<ProblemCode, LongAdder> errors = zeros(ProblemCode.class);
    private final Map<CloseCode, LongAdder> closes = zeros(CloseCode.class);

    /// All at zero.
    public Counters() {}

    /// Full from the start, so that it can be read by all threads.
    private static <K extends Enum<K>> Map<K, LongAdder> zeros(Class<K> keys) {
        Map<K, LongAdder> zeros = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            zeros.put(key, new LongAdder());
        }
        return zeros;
    }

    @Override
    public void told(ProblemCode code) {
        of(errors, code).increment();
    }

    @Override
    public void resumed() {
        add(Count.RESUMES);
    }

    @Override
    public void gap() {
        add(Count.GAPS);
    }

    /// The server closed a WebSocket.
    public void closed(CloseCode code) {
        of(closes, code).increment();
    }

    /// Writes them down.
    public void writeTo(MetricsText text) {
        text.counter("duologue_connections_total", "TCP accepted", get(Count.CONNECTIONS))
                .counter("duologue_websockets_total", "WebSockets opened", get(Count.WEBSOCKETS))
                .gauge(
                        "duologue_websockets",
                        "WebSockets open",
                        get(Count.WEBSOCKETS) - get(Count.WEBSOCKETS_ENDED))
                .counter(
                        "duologue_stun_connections_total",
                        "Connections over TCP and TLS that began with STUN",
                        get(Count.STUN_CONNECTIONS))
                .counter(
                        "duologue_resumes_total",
                        "Clients that came back to their seat and missed nothing",
                        get(Count.RESUMES))
                .counter(
                        "duologue_gaps_total",
                        "Clients that came back and may have missed messages",
                        get(Count.GAPS))
                .counters(
                        "duologue_refused_connections_total",
                        "Connections and requests refused before anybody looked at their wish",
                        "reason",
                        refusals())
                .counters(
                        "duologue_errors_total",
                        "Errors that clients were told of",
                        "code",
                        sums(errors, ProblemCode::wire))
                .counters(
                        "duologue_closes_total",
                        "WebSockets that the server closed",
                        "code",
                        sums(closes, code -> Integer.toString(code.number())));
    }

    private Map<String, Long> refusals() {
        Map<Count, LongAdder> refusals = new EnumMap<>(counts);
        refusals.keySet().retainAll(Count.REFUSALS);
        return sums(refusals, count -> count.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static <K> Map<String, Long> sums(Map<K, LongAdder> counts, Function<K, String> name) {
        Map<String, Long> sums = new HashMap<>();
        counts.forEach((key, count) -> sums.put(name.apply(key), count.sum()));
        return sums;
    }

    /// One more of `count`.
    public void add(Count count) {
        of(counts, count).increment();
    }

    /// How many there were.
    public long get(Count count) {
        return of(counts, count).sum();
    }

    private static <K> LongAdder of(Map<K, LongAdder> counts, K key) {
        return Objects.requireNonNull(counts.get(key));
    }

    /// What is counted.
    public enum Count {
        /// TCP connections accepted.
        CONNECTIONS,
        /// Closed because nothing came, or too slowly, within the handshake time.
        HANDSHAKE_TIMEOUTS,
        /// Closed because the first bytes are nothing that is spoken here.
        UNKNOWN_PROTOCOLS,
        /// Closed because their address has as many as it may, or the process has.
        OVER_LIMIT,
        /// STUN and TURN connections over TCP and TLS.
        STUN_CONNECTIONS,
        /// Closed because a PROXY header came from an address that is not trusted.
        UNTRUSTED_PROXIES,
        /// Requests in which a trusted proxy names its client in a way that cannot be understood.
        BAD_FORWARDED,
        /// WebSocket connections opened.
        WEBSOCKETS,
        /// WebSocket connections that ended.
        WEBSOCKETS_ENDED,
        /// Clients that came back to their seat and missed nothing.
        RESUMES,
        /// Clients that came back and may have missed messages.
        GAPS;

        private static final Set<Count> REFUSALS =
                EnumSet.of(
                        HANDSHAKE_TIMEOUTS,
                        UNKNOWN_PROTOCOLS,
                        OVER_LIMIT,
                        UNTRUSTED_PROXIES,
                        BAD_FORWARDED);
    }
}
