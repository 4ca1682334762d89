package dev.duologue.server;

import dev.duologue.server.config.BasePath;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.http.Assets;
import dev.duologue.server.http.OperatorPort;
import dev.duologue.server.http.QrImages;
import dev.duologue.server.net.OnePort;
import dev.duologue.server.net.StreamProtocols;
import dev.duologue.server.net.Transport;
import dev.duologue.server.ops.Counters;
import dev.duologue.server.ops.DataDirectory;
import dev.duologue.server.ops.EventLoopLag;
import dev.duologue.server.ops.Failures;
import dev.duologue.server.ops.Health;
import dev.duologue.server.ops.HeapTrimmer;
import dev.duologue.server.ops.KeptSecret;
import dev.duologue.server.ops.StartException;
import dev.duologue.server.ops.SystemClock;
import dev.duologue.server.relay.Relay;
import dev.duologue.server.tls.CertificateDates;
import dev.duologue.server.tls.TlsContexts;
import dev.duologue.server.ws.WebSocketSession;
import dev.duologue.signaling.backplane.InMemoryBackplane;
import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.protocol.ProblemCode;
import dev.duologue.signaling.room.Entry;
import dev.duologue.signaling.room.Signaling;
import dev.duologue.signaling.room.SignalingLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// A running server: puts the parts together and takes them apart.
public final class DuologueServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DuologueServer.class.getName());
    private static final int TLS_CHECK_SECONDS = 10;
    private static final int TRIM_SECONDS = 10;
    private static final int ANY_PORT_TRIES = 20;

    /// With what the loops take to end, closing stays within the 3 s that the manual promises.
    private static final int CLOSE_MILLIS = 1500;

    private final EventLoopGroup loops;
    private final BackgroundTasks background;
    private final OnePort onePort;
    private final Counters counters = new Counters();
    private final Failures failures = new Failures(System::nanoTime);
    private final QrImages qrImages = new QrImages(System::nanoTime);
    private final Drain drain = new Drain();
    private final Health health;
    private final Budget budget;
    private final Signaling signaling;
    private final CompletableFuture<TlsContexts> openTls;
    private final Protocols.Parts parts;
    private volatile Protocols protocols;
    private volatile ServerConfig config;
    private final InMemoryBackplane rooms = new InMemoryBackplane();
    private final TlsContexts tls;
    private final Optional<Relay> relay;
    private final Optional<OperatorPort> operatorPort;
    private final EventLoopLag lag;
    private final int port;

    private DuologueServer(ServerConfig config, Role role) throws StartException {
        this.config = config;
        var directory = new DataDirectory(config.dataDir());
        directory.tighten();
        // Beside the rest, for it takes as long: pages on loopback need not wait for it.
        openTls = TlsContexts.opening(config, directory, InstantSource.system());
        Transport transport = Transport.of(config.transport());
        budget = new Budget(config.memory().budgetOf(Runtime.getRuntime().maxMemory()));
        relay = openRelay(config, directory);
        byte[] sessionKey = sessionKey(config, directory, role);
        loops = transport.newEventLoops();
        background = new BackgroundTasks(failures);
        health =
                new HealthChecks(loops, relay, background, openTls, InstantSource.system())
                        .health();
        var clock = new SystemClock(loops, failures);
        signaling =
                new Signaling(signalingLimits(config), rooms, clock, sessionKey, budget, counters);
        lag = new EventLoopLag(loops, System::nanoTime);
        parts = parts(config, role);
        protocols = new Protocols(config, parts);
        onePort =
                new OnePort(
                        config,
                        () -> openTls.thenApply(TlsContexts::get),
                        new NewestProtocols(),
                        counters,
                        budget,
                        failures);
        try {
            port = listen(transport, config.port() == 0 ? ANY_PORT_TRIES : 1);
            tls = resultOf(openTls);
            operatorPort = openOperatorPort(config, transport);
        } catch (StartException e) {
            stopThreads();
            throw e;
        }
        beginTasks();
    }

    private Optional<Relay> openRelay(ServerConfig start, DataDirectory directory)
            throws StartException {
        return start.relay().enabled()
                ? Optional.of(new Relay(start, directory, failures))
                : Optional.empty();
    }

    private Protocols.Parts parts(ServerConfig start, Role role) {
        BasePath base = start.basePath();
        Assets assets =
                start.webDir()
                        .map(folder -> Assets.sources(folder, base))
                        .orElseGet(() -> Assets.built(base));
        return new Protocols.Parts(
                role,
                assets,
                base,
                relay,
                this::port,
                openTls,
                signaling,
                counters,
                budget,
                qrImages,
                health,
                this::admits,
                () -> onePort,
                metrics()::text);
    }

    private Metrics metrics() {
        return new Metrics(
                counters,
                budget,
                failures,
                health,
                lag,
                rooms,
                relay,
                this::connectionCount,
                openTls,
                InstantSource.system());
    }

    private Optional<OperatorPort> openOperatorPort(ServerConfig start, Transport transport)
            throws StartException {
        Optional<InetSocketAddress> address = start.metrics().listen();
        return address.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        OperatorPort.open(address.get(), transport, loops, protocols.services()));
    }

    private void beginTasks() {
        background.every(1, "measuring the event loops", lag);
        background.every(TLS_CHECK_SECONDS, "looking at the certificate", tls::refresh);
        Runtime jvm = Runtime.getRuntime();
        background.every(
                TRIM_SECONDS,
                "trimming the heap",
                new HeapTrimmer(jvm::totalMemory, System::nanoTime, System::gc));
    }

    /// What session tokens are signed with; nothing where there are none.
    private static byte[] sessionKey(ServerConfig config, DataDirectory directory, Role role)
            throws StartException {
        boolean resuming = role == Role.EVERYTHING && config.limits().resumeWindow().isPositive();
        String key = resuming ? KeptSecret.SESSION_KEY.in(directory) : "";
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    private static <T> T resultOf(CompletableFuture<T> task) throws StartException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            throw new StartException("interrupted while starting");
        }
    }

    /// Takes the port for TCP and for UDP.
    ///
    /// @param tries more than one where any port will do: one that is free for TCP may not be so
    ///   for UDP
    private int listen(Transport transport, int tries) throws StartException {
        int taken = onePort.bind(transport, loops);
        if (relay.isPresent()) {
            try {
                relay.get().bind(taken);
            } catch (StartException e) {
                onePort.stopListening();
                if (tries == 1) {
                    throw e;
                }
                return listen(transport, tries - 1);
            }
        }
        return taken;
    }

    /// Starts to serve.
    ///
    /// @throws StartException if this machine does not let it
    public static DuologueServer start(ServerConfig config) throws StartException {
        return start(config, Role.EVERYTHING);
    }

    /// Starts to serve, everything or the relay alone.
    ///
    /// @throws StartException if this machine does not let it
    public static DuologueServer start(ServerConfig config, Role role) throws StartException {
        return new DuologueServer(config, role);
    }

    /// What a server is there for.
    public enum Role {
        /// Page, signalling and relay.
        EVERYTHING,
        /// STUN and TURN, for other programs.
        RELAY
    }

    /// The port it listens on.
    public int port() {
        return port;
    }

    /// The port of the operator; 0 if there is none.
    public int operatorPort() {
        return operatorPort.map(OperatorPort::port).orElse(0);
    }

    /// What it counted so far.
    public Counters counters() {
        return counters;
    }

    /// How many rooms have somebody in them.
    public int roomCount() {
        return rooms.roomCount();
    }

    /// What everything that is kept or waits takes, and may take.
    public Budget budget() {
        return budget;
    }

    /// How many connections are open, of whatever protocol.
    public int connectionCount() {
        return onePort.channels().size();
    }

    /// How many allocations of the relay live.
    public int allocations() {
        return relay.map(Relay::allocations).orElse(0);
    }

    /// The authority of the certificate in force, in DER, where that is our own.
    public Optional<byte[]> authority() {
        return tls.authority();
    }

    /// From when to when browsers take the certificate in force.
    public CertificateDates certificateDates() {
        return tls.dates();
    }

    /// Takes new settings for everything that begins from now on; no connection is dropped.
    ///
    /// @return the settings that changed but hold until the next start
    public List<String> reload(ServerConfig newest) {
        signaling.limits(signalingLimits(newest));
        protocols = new Protocols(newest, parts);
        onePort.configure(newest);
        tls.reload(newest.tlsFiles());
        List<String> fixed = newest.changesForNextStart(config);
        config = newest;
        return fixed;
    }

    /// Lets relayed calls end: no new room begins, members are told, and this returns once the
    /// relay is used no more, `length` has passed, or the server is closed.
    public void drain(Duration length) {
        drain.begin();
        LOG.log(Level.INFO, "stopping: waiting up to {0} for relayed calls to end", length);
        for (Channel channel : onePort.channels()) {
            WebSocketSession.announce(
                    channel, ProblemCode.DRAINING, "the server stops soon; direct calls go on");
        }
        drain.await(this::allocations, length);
    }

    /// What `/healthz` asks.
    Health health() {
        return health;
    }

    /// For tests that break a part: the loops of all connections.
    EventLoopGroup loops() {
        return loops;
    }

    /// For tests that break a part: nothing is received over UDP any more.
    void stopRelay() {
        relay.ifPresent(Relay::close);
    }

    /// For tests that break a part: nothing runs beside the loops any more.
    void stopBackground() {
        background.stop();
    }

    /// Looks for a changed certificate now instead of within ten seconds.
    public void refreshTls() {
        tls.refresh();
    }

    /// Tells every client that the server goes away, and stops; within 3 s.
    @Override
    public void close() {
        drain.end();
        operatorPort.ifPresent(OperatorPort::close);
        onePort.stopListening();
        awaitAccepted();
        for (Channel channel : onePort.channels()) {
            if (!WebSocketSession.goAway(channel)) {
                channel.close();
            }
        }
        onePort.channels().newCloseFuture().awaitUninterruptibly(CLOSE_MILLIS);
        onePort.channels().close().awaitUninterruptibly(CLOSE_MILLIS);
        stopThreads();
    }

    /// Connections that were accepted at the last moment are on their way to their loops.
    private void awaitAccepted() {
        if (!loops.isShuttingDown()) { // closed before
            loops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly(CLOSE_MILLIS));
        }
    }

    private void stopThreads() {
        qrImages.close();
        background.close();
        relay.ifPresent(Relay::close);
        loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS);
    }

    private static SignalingLimits signalingLimits(ServerConfig config) {
        return new SignalingLimits(
                config.limits().roomSeats(),
                config.limits().messageRate(),
                config.limits().resumeWindow(),
                config.memory().keptMessages(),
                config.memory().keptBytes());
    }

    /// Whether a room may be entered: while the server drains, those that somebody is in.
    private boolean admits(Entry entry) {
        return !drain.isOn() || rooms.isOccupied(entry.room());
    }

    /// Gives connections to what the newest settings made.
    private final class NewestProtocols implements StreamProtocols {
        @Override
        public void http(ChannelPipeline pipeline) {
            protocols.http(pipeline);
        }

        @Override
        public void stun(ChannelPipeline pipeline) {
            protocols.stun(pipeline);
        }
    }
}
