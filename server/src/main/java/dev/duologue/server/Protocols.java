package dev.duologue.server;

import dev.duologue.server.DuologueServer.Role;
import dev.duologue.server.config.BasePath;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.http.Assets;
import dev.duologue.server.http.Forwarding;
import dev.duologue.server.http.HostPolicy;
import dev.duologue.server.http.HttpConnection;
import dev.duologue.server.http.HttpServices;
import dev.duologue.server.http.MetricsPage;
import dev.duologue.server.http.QrImages;
import dev.duologue.server.http.Site;
import dev.duologue.server.http.TransportSecurity;
import dev.duologue.server.http.TrustFiles;
import dev.duologue.server.net.Deadline;
import dev.duologue.server.net.OnePort;
import dev.duologue.server.net.Origins;
import dev.duologue.server.net.OverLimit;
import dev.duologue.server.net.StreamProtocols;
import dev.duologue.server.ops.Counters;
import dev.duologue.server.ops.Health;
import dev.duologue.server.relay.IceServers;
import dev.duologue.server.relay.Relay;
import dev.duologue.server.tls.TlsContexts;
import dev.duologue.server.ws.WebSocketUpgrade;
import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.room.Entry;
import dev.duologue.signaling.room.Signaling;
import io.netty.channel.ChannelPipeline;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Gives connections to HTTP and to the relay, as the settings of the moment want it.
final class Protocols implements StreamProtocols {
    private final Parts parts;
    private final HttpServices services;

    Protocols(ServerConfig config, Parts parts) {
        this.parts = parts;
        var iceServers = new IceServers(config, parts.relay(), parts.port());
        var trust = new TrustFiles(() -> parts.tls().join().authority(), parts.tls());
        var site = new Site(parts.assets(), new Origins(config, parts.port()), trust, parts.base());
        services =
                new HttpServices(
                        site,
                        new WebSocketUpgrade(
                                config,
                                parts.signaling(),
                                iceServers::under,
                                new WebSocketUpgrade.Shared(
                                        parts.counters(),
                                        parts.budget(),
                                        channel -> parts.onePort().get().isCall(channel))),
                        parts.admits(),
                        (client, channel) -> parts.onePort().get().admits(client, channel),
                        new Forwarding(config.trustedProxies()),
                        parts.counters(),
                        parts.qrImages(),
                        parts.health(),
                        new TransportSecurity(this::isCertificateGiven, config.hstsDays()),
                        config.insecureHttp(),
                        new HostPolicy(config),
                        parts.base(),
                        new MetricsPage(config.metrics().token(), parts.metrics()));
    }

    /// What HTTP connections share.
    HttpServices services() {
        return services;
    }

    /// What stays the same when settings change.
    ///
    /// @param port that is listened on, asked once somebody is there to be told
    /// @param tls being opened, perhaps
    /// @param admits whether a room may be entered
    /// @param onePort asked once a connection is there
    record Parts(
            Role role,
            Assets assets,
            BasePath base,
            Optional<Relay> relay,
            IntSupplier port,
            CompletableFuture<TlsContexts> tls,
            Signaling signaling,
            Counters counters,
            Budget budget,
            QrImages qrImages,
            Health health,
            Predicate<Entry> admits,
            Supplier<OnePort> onePort,
            Supplier<CompletionStage<String>> metrics) {}

    @Override
    public void http(ChannelPipeline pipeline) {
        if (parts.role() == Role.RELAY) {
            parts.counters().add(Counters.Count.UNKNOWN_PROTOCOLS);
            pipeline.channel().close();
            return;
        }
        HttpConnection.addTo(pipeline, services);
    }

    @Override
    public void stun(ChannelPipeline pipeline) {
        parts.counters().add(Counters.Count.STUN_CONNECTIONS);
        if (parts.relay().isEmpty() || OverLimit.is(pipeline.channel())) {
            pipeline.channel().close();
            return;
        }
        parts.onePort().get().isCall(pipeline.channel()); // in the time that the relay gives it
        pipeline.remove(Deadline.class); // the relay has one of its own
        pipeline.addLast(parts.relay().get().handler(pipeline.channel()));
    }

    /// Asked over TLS, for which there is a certificate; a proxy may speak of TLS before that.
    private boolean isCertificateGiven() {
        return parts.tls().isDone() && parts.tls().join().isGiven();
    }
}
