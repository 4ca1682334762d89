package dev.duologue.server.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the server is told to do. `docs/config.md` describes each setting.
///
/// @param host the one address to listen on; empty for all
/// @param port 0 for any that is free
/// @param dataDir where the certificate and the keys are kept
/// @param webDir the sources of the page, to be served as they are; empty for the page that the
///   program came with
/// @param tlsFiles a certificate given by the operator; empty to make one
/// @param hstsDays for how long browsers use https alone, under a certificate given; 0 = not at all
/// @param insecureHttp whether plain http is served to others than loopback
/// @param allowedOrigins pages that may connect besides the server's own, in lower case
/// @param trustedProxies what they say of their clients is believed
/// @param basePath where a proxy shows the page
/// @param drain for how long the relay goes on after the program was told to stop
/// @param logLevel what is said
/// @param logJson whether the log is for programs
/// @param metrics who is told of them
public record ServerConfig(
        Optional<InetAddress> host,
        int port,
        Path dataDir,
        Optional<Path> webDir,
        Optional<TlsFiles> tlsFiles,
        int hstsDays,
        boolean insecureHttp,
        Set<String> allowedOrigins,
        Set<AddressBlock> trustedProxies,
        BasePath basePath,
        TransportChoice transport,
        Duration drain,
        System.Logger.Level logLevel,
        boolean logJson,
        MetricsConfig metrics,
        Limits limits,
        Memory memory,
        RelayConfig relay) {

    /// Copies the sets.
    public ServerConfig {
        allowedOrigins = Set.copyOf(allowedOrigins);
        trustedProxies = Set.copyOf(trustedProxies);
    }

    /// A certificate of the operator's.
    ///
    /// @param certificate the chain, in PEM
    /// @param key its private key, in PEM; may be the same file
    public record TlsFiles(Path certificate, Path key) {}

    /// How much one client may take.
    ///
    /// @param roomSeats members that a room has room for
    /// @param messageSize bytes of one message
    /// @param messageRate messages a second of one member; 0 = no limit
    /// @param frameRate WebSocket frames a second of one connection; 0 = no limit
    /// @param outboxMessages messages that may wait for one reader
    /// @param outboxBytes bytes that may wait for one reader
    /// @param connectionsPerIp TCP connections from one address; 0 = no limit
    /// @param connectionRate new TCP connections within a second from one address; 0 = no limit
    /// @param handshakeTimeout from the first byte to the end of the request
    /// @param pingInterval between two pings of the server
    /// @param pingMisses unanswered pings that end a connection
    /// @param resumeWindow how long the seat of a lost member is kept; 0 = not at all
    public record Limits(
            int roomSeats,
            int messageSize,
            int messageRate,
            int frameRate,
            int outboxMessages,
            int outboxBytes,
            int connectionsPerIp,
            int connectionRate,
            Duration handshakeTimeout,
            Duration pingInterval,
            int pingMisses,
            Duration resumeWindow) {}

    /// How much memory clients may hold.
    ///
    /// @param keptMessages messages kept for one member until it acknowledges them
    /// @param keptBytes the same in retained bytes of heap
    /// @param share percent of the heap that everything kept or waiting may take together
    public record Memory(int keptMessages, int keptBytes, int share) {
        /// The share of a heap.
        ///
        /// @param heap its largest size, in bytes
        public long budgetOf(long heap) {
            return heap / 100 * share;
        }
    }

    /// The settings in which this differs from `before` and which a running server cannot take.
    public List<String> changesForNextStart(ServerConfig before) {
        List<String> changed = new ArrayList<>();
        note(changed, "host", host.equals(before.host));
        note(changed, "port", port == before.port);
        note(changed, "data-dir", dataDir.equals(before.dataDir));
        note(changed, "base-path", basePath.equals(before.basePath));
        note(changed, "transport", transport == before.transport);
        note(changed, "metrics-listen", metrics.listen().equals(before.metrics.listen()));
        note(changed, "memory-share", memory.share == before.memory.share);
        note(changed, "the relay", relay.isServedAs(before.relay));
        return changed;
    }

    private static void note(List<String> changed, String name, boolean same) {
        if (!same) {
            changed.add(name);
        }
    }

    static ServerConfig from(Values values) {
        Optional<Path> certificate = values.get(Settings.TLS_CERT);
        Optional<Path> key = values.get(Settings.TLS_KEY);
        Optional<Path> dataDir = values.get(Settings.DATA_DIR);
        if (dataDir.isEmpty()) { // which would be wherever the program was started
            values.refuse(Settings.DATA_DIR);
        }
        if (key.isPresent() && certificate.isEmpty()) {
            values.refuse(Settings.TLS_CERT);
        }
        return new ServerConfig(
                values.get(Settings.HOST),
                values.get(Settings.PORT),
                dataDir.orElse(Path.of("")),
                values.get(Settings.WEB_DIR),
                certificate.map(chain -> new TlsFiles(chain, key.orElse(chain))),
                values.get(Settings.HSTS_DAYS),
                values.get(Settings.INSECURE_HTTP),
                Set.copyOf(values.get(Settings.ALLOW_ORIGIN)),
                Set.copyOf(values.get(Settings.TRUSTED_PROXY)),
                values.get(Settings.BASE_PATH),
                values.get(Settings.TRANSPORT),
                values.get(Settings.DRAIN),
                values.get(Settings.LOG_LEVEL),
                values.get(Settings.LOG_JSON),
                new MetricsConfig(
                        values.get(Settings.METRICS_TOKEN), values.get(Settings.METRICS_LISTEN)),
                limits(values),
                new Memory(
                        values.get(Settings.KEPT_MESSAGES),
                        values.get(Settings.KEPT_BYTES),
                        values.get(Settings.MEMORY_SHARE)),
                RelayConfig.from(values));
    }

    private static Limits limits(Values values) {
        return new Limits(
                values.get(Settings.ROOM_SEATS),
                values.get(Settings.MESSAGE_SIZE),
                values.get(Settings.MESSAGE_RATE),
                values.get(Settings.FRAME_RATE),
                values.get(Settings.OUTBOX_MESSAGES),
                values.get(Settings.OUTBOX_BYTES),
                values.get(Settings.CONNECTIONS_PER_IP),
                values.get(Settings.CONNECTION_RATE),
                values.get(Settings.HANDSHAKE_TIMEOUT),
                values.get(Settings.PING_INTERVAL),
                values.get(Settings.PING_MISSES),
                values.get(Settings.RESUME_WINDOW));
    }
}
