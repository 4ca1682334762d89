package dev.duologue.turn;

import dev.duologue.turn.internal.engine.TurnEngine;
import dev.duologue.turn.internal.engine.TurnEngine.Parts;
import dev.duologue.turn.internal.transport.SharedEngine;
import dev.duologue.turn.internal.transport.StreamLink;
import dev.duologue.turn.internal.transport.Transports;
import dev.duologue.turn.internal.transport.UdpLink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A STUN and TURN server (RFC 8489 and RFC 8656). It listens where [#bindUdp] says, and serves TCP
/// and TLS connections that the program accepted itself and gave a [#streamHandler]. All its
/// clients reach each other, whatever they came by. Thread-safe.
public final class TurnServer implements AutoCloseable {
    private final TurnConfig config;
    private final SharedEngine engine;
    private final Transports transports;
    private final List<UdpLink> udp = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService ticker;
    private final Future<?> ticks;

    /// A server with the standard peer policy and no listener.
    public TurnServer(TurnConfig config, CredentialSource credentials) {
        this(config, credentials, PeerPolicy.standard(), TurnListener.NONE);
    }

    /// A server that listens nowhere yet.
    ///
    /// @param policy whom clients may reach; asked in open mode only
    /// @param listener is told what happens
    /// @throws UnsupportedOperationException if open mode is asked for where it cannot be had
    public TurnServer(
            TurnConfig config,
            CredentialSource credentials,
            PeerPolicy policy,
            TurnListener listener) {
        this(config, credentials, policy, listener, SharedEngine::uptime);
    }

    /// As the public one, with another clock to let lifetimes run out by.
    TurnServer(
            TurnConfig config,
            CredentialSource credentials,
            PeerPolicy policy,
            TurnListener listener,
            LongSupplier clock) {
        this.config = config;
        this.transports = new Transports(config);
        Parts parts = new Parts(config, credentials, policy, listener, InstantSource.system());
        this.engine = new SharedEngine(new TurnEngine(parts, transports.relays()), clock);
        transports.start(engine);
        this.ticker =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("turn-tick").factory());
        this.ticks = ticker.scheduleWithFixedDelay(engine::tick, 1, 1, TimeUnit.SECONDS);
    }

    /// Serves UDP on an address; on the wildcard address of either family, on every address of the
    /// host in both families. Returns when it is bound.
    ///
    /// @param local its port 0 for any
    /// @return the port
    /// @throws IOException if the address cannot be bound
    public int bindUdp(InetSocketAddress local) throws IOException {
        List<UdpLink> links = transports.bindUdp(engine, local);
        udp.addAll(links);
        int port = links.getFirst().port();
        exclude(port);
        return port;
    }

    /// Keeps a port from being given out as relayed. For ports that the program listens on itself;
    /// those of [#bindUdp] are kept already.
    public void exclude(int port) {
        engine.use(held -> {
            held.exclude(port);
            return true;
        });
    }

    /// A handler for one connection that was accepted and whose first bytes are STUN; it has to be
    /// the last of the pipeline. TLS is to be ended before it. It closes the connection if that
    /// makes no allocation in time, and when anything else than STUN and ChannelData comes.
    ///
    /// @param tls whether the bytes came out of TLS, which is told to the listener
    public TurnStream streamHandler(boolean tls) {
        return streamHandler(tls, Optional.empty());
    }

    /// As [#streamHandler(boolean)], for a connection that a trusted proxy forwarded.
    ///
    /// @param client the client as the proxy names it
    public TurnStream streamHandler(boolean tls, Optional<InetSocketAddress> client) {
        return new StreamLink(engine, config, tls ? "tls" : "tcp", client.orElse(null));
    }

    /// What was counted so far.
    public TurnStats stats() {
        return engine.use(TurnEngine::stats);
    }

    /// Whether every thread of the server lives: those that receive, and the one that ends what has
    /// run out. None of them ends before [#close], as far as this server can prevent it.
    public boolean isAlive() {
        return !ticks.isDone() && transports.isAlive() && udp.stream().allMatch(UdpLink::isAlive);
    }

    /// Ends all allocations and stops listening. Connections of [#streamHandler] stay with the
    /// program that accepted them.
    @Override
    public void close() {
        ticks.cancel(false);
        ticker.shutdownNow();
        engine.use(held -> {
            held.close();
            return true;
        });
        udp.forEach(UdpLink::close);
        udp.clear();
        transports.close();
    }
}
