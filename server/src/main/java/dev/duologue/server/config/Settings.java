package dev.duologue.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every setting of the program, in the order of the help. This is the only place that says what
/// each is called, what it may be and what it is by default.
final class Settings {
    static final Setting<Integer> PORT =
            Parsers.number("port", 8443, 0, 65_535, "TCP and UDP port; 0 takes any that is free");
    static final Setting<Optional<InetAddress>> HOST =
            new Setting<>(
                    "host",
                    "ADDRESS",
                    "",
                    "an IP address of this computer, such as 127.0.0.1",
                    "listen on this address alone instead of on all",
                    text -> Parsers.optional(text, AddressBlock::address));
    private static final String DEFAULT_DATA_DIR =
            Parsers.defaultDataDir(System.getenv(), System.getProperty("user.home", ""));
    static final Setting<Optional<Path>> DATA_DIR =
            new Setting<>(
                    "data-dir",
                    "DIR",
                    DEFAULT_DATA_DIR,
                    DEFAULT_DATA_DIR.isEmpty()
                            ? "a folder, for this user has no home directory"
                            : "a folder",
                    "keeps the certificate and the keys; made if it is not there",
                    text -> Parsers.optional(text, Path::of));
    static final Setting<Optional<Path>> CONFIG =
            new Setting<>(
                    "config",
                    "FILE",
                    "",
                    "a properties file that can be read",
                    "reads settings from this file, one `name = value` a line",
                    text -> Parsers.optional(text, Path::of));
    static final Setting<Optional<Path>> WEB_DIR =
            new Setting<>(
                    "web-dir",
                    "DIR",
                    "",
                    "the folder of the page's sources, with index.html in it",
                    "serves the page's sources as they are, for people who change them",
                    text -> Parsers.optional(text, Parsers::page));
    static final Setting<Optional<Path>> TLS_CERT =
            new Setting<>(
                    "tls-cert",
                    "FILE",
                    "",
                    "a PEM file, which tls-key needs",
                    "certificate chain; without it one is made for this computer",
                    text -> Parsers.optional(text, Path::of));
    static final Setting<Optional<Path>> TLS_KEY =
            new Setting<>(
                    "tls-key",
                    "FILE",
                    "",
                    "a PEM file",
                    "the private key, if tls-cert does not hold it; both are read again when they change",
                    text -> Parsers.optional(text, Path::of));
    static final Setting<Integer> HSTS_DAYS =
            Parsers.number(
                    "hsts-days",
                    180,
                    0,
                    3650,
                    "browsers use https alone for so long after a visit under tls-cert; 0 = not at all");
    static final Setting<Duration> DRAIN =
            Parsers.duration(
                    "drain",
                    "0",
                    "0s",
                    "24h",
                    "after SIGTERM, no new rooms, and the relay goes on for so long while it is used");
    static final Setting<System.Logger.Level> LOG_LEVEL =
            new Setting<>(
                    "log-level",
                    "LEVEL",
                    "info",
                    "one of error, warning, info, debug",
                    "says what is at least as serious as this",
                    Parsers::logLevel);
    static final Setting<Boolean> LOG_JSON =
            new Setting<>(
                    "log-format",
                    "FORM",
                    "text",
                    "text or json",
                    "how the log is written: for people, or one JSON object a line",
                    Parsers::isJson);
    static final Setting<Boolean> INSECURE_HTTP =
            new Setting<>(
                    "insecure-http",
                    "",
                    "false",
                    "true or false",
                    "serves http to everybody, for a TLS proxy in front; browsers give no camera to"
                            + " http",
                    Parsers::bool);
    static final Setting<List<String>> ALLOW_ORIGIN =
            Parsers.listOf(
                    "allow-origin",
                    "ORIGIN",
                    "an origin such as https://example.org, or several with commas",
                    "pages of these origins may connect too",
                    Parsers::origin);
    static final Setting<List<AddressBlock>> TRUSTED_PROXY =
            Parsers.listOf(
                    "trusted-proxy",
                    "ADDRESS",
                    "an IP address or a block such as 10.0.0.0/8, or several with commas",
                    "believes what these proxies say of their clients: X-Forwarded-For, -Proto and"
                            + " -Host, Forwarded, and the PROXY protocol",
                    AddressBlock::parse);
    static final Setting<BasePath> BASE_PATH =
            new Setting<>(
                    "base-path",
                    "PATH",
                    "/",
                    "a path such as /call/",
                    "where a proxy shows this server, beside other sites of the same host",
                    BasePath::parse);
    static final Setting<Optional<String>> METRICS_TOKEN =
            new Setting<>(
                    "metrics-token",
                    "TEXT",
                    "",
                    "16 characters or more",
                    "tells /metrics to who shows this as `Authorization: Bearer TEXT`",
                    text -> Parsers.optional(text, Parsers::secret));
    static final Setting<Optional<InetSocketAddress>> METRICS_LISTEN =
            new Setting<>(
                    "metrics-listen",
                    "ADDRESS",
                    "",
                    "an IP address and a port, such as 127.0.0.1:9464",
                    "tells /metrics and /healthz to everybody who reaches this address",
                    text -> Parsers.optional(text, MetricsConfig::place));
    static final Setting<Integer> ROOM_SEATS =
            Parsers.number("room-seats", 2, 1, 1000, "members that a room has room for");
    static final Setting<Integer> MESSAGE_SIZE =
            Parsers.number(
                    "message-size",
                    65_536,
                    1024,
                    1 << 20,
                    "bytes that one signalling message may have");
    static final Setting<Integer> MESSAGE_RATE =
            Parsers.number(
                    "message-rate",
                    100,
                    0,
                    1_000_000,
                    "messages a second that one member may send; 0 = no limit");
    static final Setting<Integer> FRAME_RATE =
            Parsers.number(
                    "frame-rate",
                    2000,
                    0,
                    1_000_000,
                    "WebSocket frames a second that one connection may send; 0 = no limit");
    static final Setting<Integer> OUTBOX_MESSAGES =
            Parsers.number(
                    "outbox-messages",
                    256,
                    16,
                    65_536,
                    "messages that may wait for one slow reader");
    static final Setting<Integer> OUTBOX_BYTES =
            Parsers.number(
                    "outbox-bytes",
                    1 << 20,
                    65_536,
                    1 << 30,
                    "bytes that may wait for one slow reader");
    static final Setting<Integer> KEPT_MESSAGES =
            Parsers.number(
                    "kept-messages",
                    64,
                    1,
                    65_536,
                    "messages kept for a member until it acknowledges them");
    static final Setting<Integer> KEPT_BYTES =
            Parsers.number("kept-bytes", 1 << 18, 1024, 1 << 30, "the same in bytes of memory");
    static final Setting<Integer> MEMORY_SHARE =
            Parsers.number(
                    "memory-share",
                    25,
                    1,
                    75,
                    "percent of the heap for all that is kept or waits for clients");
    static final Setting<Integer> CONNECTIONS_PER_IP =
            Parsers.number(
                    "connections-per-ip",
                    100,
                    0,
                    1_000_000,
                    "TCP connections from one IPv4 address or IPv6 /64; 0 = no limit");
    static final Setting<Integer> CONNECTION_RATE =
            Parsers.number(
                    "connection-rate",
                    100,
                    0,
                    1_000_000,
                    "new TCP connections within a second from one IPv4 address or IPv6 /64; 0 ="
                            + " no limit");
    static final Setting<Duration> HANDSHAKE_TIMEOUT =
            Parsers.duration(
                    "handshake-timeout",
                    "10s",
                    "100ms",
                    "5m",
                    "a connection must have made its request in this time");
    static final Setting<Duration> PING_INTERVAL =
            Parsers.duration(
                    "ping-interval", "15s", "100ms", "1h", "time between two pings of the server");
    static final Setting<Integer> PING_MISSES =
            Parsers.number("ping-misses", 2, 1, 100, "unanswered pings that end a connection");
    static final Setting<Duration> RESUME_WINDOW =
            Parsers.duration(
                    "resume-window",
                    "30s",
                    "0s",
                    "10m",
                    "keeps the seat of a member that lost its connection; 0 = not at all");
    static final Setting<TransportChoice> TRANSPORT =
            new Setting<>(
                    "transport",
                    "NAME",
                    "auto",
                    "one of auto, io_uring, epoll, nio",
                    "how to speak to the network; auto takes the first that works here",
                    TransportChoice::of);

    private static final List<Setting<?>> OWN =
            List.of(
                    PORT,
                    HOST,
                    DATA_DIR,
                    CONFIG,
                    WEB_DIR,
                    TLS_CERT,
                    TLS_KEY,
                    HSTS_DAYS,
                    INSECURE_HTTP,
                    ALLOW_ORIGIN,
                    TRUSTED_PROXY,
                    BASE_PATH,
                    ROOM_SEATS,
                    MESSAGE_SIZE,
                    MESSAGE_RATE,
                    FRAME_RATE,
                    OUTBOX_MESSAGES,
                    OUTBOX_BYTES,
                    KEPT_MESSAGES,
                    KEPT_BYTES,
                    MEMORY_SHARE,
                    CONNECTIONS_PER_IP,
                    CONNECTION_RATE,
                    HANDSHAKE_TIMEOUT,
                    PING_INTERVAL,
                    PING_MISSES,
                    RESUME_WINDOW,
                    TRANSPORT,
                    DRAIN,
                    LOG_LEVEL,
                    LOG_JSON,
                    METRICS_TOKEN,
                    METRICS_LISTEN);

    static final List<Setting<?>> ALL =
            Stream.concat(OWN.stream(), RelaySettings.ALL.stream()).toList();

    private Settings() {}
}
