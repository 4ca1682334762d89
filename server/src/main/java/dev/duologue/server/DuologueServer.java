package dev.duologue.server;

import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.http.Assets;
import dev.duologue.server.http.HttpConnection;
import dev.duologue.server.http.Site;
import dev.duologue.server.net.OnePort;
import dev.duologue.server.net.StartException;
import dev.duologue.server.net.StreamProtocols;
import dev.duologue.server.net.Transport;
import dev.duologue.server.ops.Counters;
import dev.duologue.server.tls.TlsContexts;
import dev.duologue.server.ws.WebSocketSession;
import dev.duologue.server.ws.WebSocketUpgrade;
import dev.duologue.signaling.backplane.InMemoryBackplane;
import dev.duologue.signaling.room.IceServerSource;
import dev.duologue.signaling.room.Signaling;
import dev.duologue.signaling.room.SignalingLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A running server: puts the parts together and takes them apart.
public final class DuologueServer implements AutoCloseable {
    private static final int TLS_CHECK_SECONDS = 10;

    /// With what the loops take to end, closing stays within the 3 s that the manual promises.
    private static final int CLOSE_MILLIS = 1500;

    private final EventLoopGroup loops;
    private final ScheduledExecutorService chores;
    private final OnePort onePort;
    private final Counters counters = new Counters();
    private final InMemoryBackplane rooms = new InMemoryBackplane();
    private final TlsContexts tls;
    private final int port;

    private DuologueServer(ServerConfig config) throws StartException {
        Transport transport = config.transport().resolve();
        tls = TlsContexts.open(config, InstantSource.system());
        Assets assets = Assets.load();
        onePort = new OnePort(config, tls, new Protocols(config, assets), counters);
        loops = transport.newEventLoops();
        chores =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("chores").factory());
        try {
            port = onePort.bind(transport, loops);
        } catch (StartException e) {
            stopThreads();
            throw e;
        }
        chores.execute(assets::compress);
        chores.scheduleWithFixedDelay(
                tls::refresh, TLS_CHECK_SECONDS, TLS_CHECK_SECONDS, TimeUnit.SECONDS);
    }

    /// Starts to serve.
    ///
    /// @throws StartException if this machine does not let it
    public static DuologueServer start(ServerConfig config) throws StartException {
        return new DuologueServer(config);
    }

    /// The port it listens on.
    public int port() {
        return port;
    }

    /// What it counted so far.
    public Counters counters() {
        return counters;
    }

    /// How many rooms have somebody in them.
    public int roomCount() {
        return rooms.roomCount();
    }

    /// How many connections are open, of whatever protocol.
    public int connectionCount() {
        return onePort.channels().size();
    }

    /// Looks for a changed certificate now instead of within ten seconds.
    public void refreshTls() {
        tls.refresh();
    }

    /// Tells every client that the server goes away, and stops; within 3 s.
    @Override
    public void close() {
        onePort.stopListening();
        for (Channel channel : onePort.channels()) {
            if (!WebSocketSession.goAway(channel)) {
                channel.close();
            }
        }
        onePort.channels().newCloseFuture().awaitUninterruptibly(CLOSE_MILLIS);
        onePort.channels().close().awaitUninterruptibly(CLOSE_MILLIS);
        stopThreads();
    }

    private void stopThreads() {
        chores.shutdownNow();
        loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS);
    }

    /// Gives connections to HTTP; STUN has its place here.
    private final class Protocols implements StreamProtocols {
        private final Site site;
        private final WebSocketUpgrade webSockets;
        private final boolean insecureHttp;

        Protocols(ServerConfig config, Assets assets) {
            var limits =
                    new SignalingLimits(config.limits().roomSeats(), config.limits().messageRate());
            var signaling = new Signaling(limits, rooms, System::nanoTime);
            IceServerSource iceServers = (_, _) -> List.of();
            site = new Site(assets);
            webSockets = new WebSocketUpgrade(config, signaling, iceServers, counters);
            insecureHttp = config.insecureHttp();
        }

        @Override
        public void http(ChannelPipeline pipeline) {
            HttpConnection.addTo(pipeline, site, webSockets, insecureHttp);
        }

        @Override
        public void stun(ChannelPipeline pipeline) {
            counters.add(Counters.Count.STUN_CONNECTIONS);
            pipeline.channel().close();
        }
    }
}
