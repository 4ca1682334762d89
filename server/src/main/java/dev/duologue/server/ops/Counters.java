package dev.duologue.server.ops;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What the program counts about itself since it started.
public final class Counters {
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    /// All at zero.
    public Counters() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    /// One more of `count`.
    public void add(Count count) {
        of(count).increment();
    }

    /// How many there were.
    public long get(Count count) {
        return of(count).sum();
    }

    private LongAdder of(Count count) {
        return Objects.requireNonNull(counts.get(count)); // the map is full from the start
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
        WEBSOCKETS
    }
}
