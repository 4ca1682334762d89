package dev.duologue.server.relay;

import dev.duologue.server.config.RelayConfig;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.net.ConnectionMeter;
import dev.duologue.server.net.RemoteClient;
import dev.duologue.server.ops.DataDirectory;
import dev.duologue.server.ops.Failures;
import dev.duologue.server.ops.KeptSecret;
import dev.duologue.server.ops.MetricsText;
import dev.duologue.server.ops.StartException;
import dev.duologue.server.ops.UdpProbe;
import dev.duologue.turn.PeerPolicy;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnCredentials;
import dev.duologue.turn.TurnServer;
import dev.duologue.turn.TurnStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// STUN and TURN on the port that everything shares.
public final class Relay implements AutoCloseable {
    /// What two members behind one address need, whatever the range of ports.
    private static final int MIN_PER_ADDRESS = 12;

    private final ServerConfig config;
    private final TurnCredentials credentials;
    private final RelayEvents events;
    private final TurnServer server;
    private volatile InetSocketAddress udp = new InetSocketAddress(0);

    /// Makes the relay ready; it listens once [#bind] says where.
    ///
    /// @throws StartException if its secret cannot be kept
    public Relay(ServerConfig config, DataDirectory directory, Failures failures)
            throws StartException {
        this.config = config;
        RelayConfig relay = config.relay();
        this.credentials =
                new TurnCredentials(
                        relay.secret().isPresent()
                                ? relay.secret().get()
                                : KeptSecret.TURN_SECRET.in(directory));
        this.events = new RelayEvents(failures);
        this.server = new TurnServer(turnConfig(relay), credentials, PeerPolicy.standard(), events);
    }

    /// Serves UDP on the number that TCP got.
    ///
    /// @throws StartException if another program has it
    public void bind(int port) throws StartException {
        InetSocketAddress address =
                config.host()
                        .map(host -> new InetSocketAddress(host, port))
                        .orElseGet(() -> new InetSocketAddress(port));
        try {
            server.bindUdp(address);
            udp = address;
        } catch (IOException e) {
            throw new StartException("cannot listen on UDP port " + port + ": " + e.getMessage());
        }
    }

    /// The handler of a connection over TCP or TLS whose first bytes are STUN.
    public ChannelHandler handler(Channel channel) {
        RemoteClient peer = RemoteClient.of(channel);
        TurnStream stream = server.streamHandler(peer.tls(), Optional.of(peer.address()));
        ConnectionMeter.of(channel).partial(stream::partial);
        return stream;
    }

    /// Whether it answers a client over UDP; blocks for two seconds at most.
    ///
    /// @throws IOException if it cannot be asked
    public boolean answersOverUdp() throws IOException {
        return UdpProbe.answers(udp);
    }

    /// Whether all its threads live.
    public boolean isAlive() {
        return server.isAlive();
    }

    /// Writes down what it counted.
    public void writeTo(MetricsText text) {
        events.writeTo(text, server.stats());
    }

    /// The credentials that it takes.
    public TurnCredentials credentials() {
        return credentials;
    }

    /// Allocations alive now.
    public int allocations() {
        return server.stats().allocations();
    }

    @Override
    public void close() {
        server.close();
    }

    private static TurnConfig turnConfig(RelayConfig relay) {
        return TurnConfig.builder()
                .realm(relay.realm())
                .relayMode(relay.mode())
                .relayPorts(relay.ports())
                .publicAddresses(relay.publicIps())
                .allocationsPerUser(relay.quotas().perUser())
                .allocationsPerAddress(perAddress(relay))
                .allocations(relay.quotas().total())
                .build();
    }

    /// Of a short range of ports, one address gets a sixteenth at most: each allocation can take
    /// two, and four hostile addresses must not leave others without.
    static int perAddress(RelayConfig relay) {
        int quota = relay.quotas().perAddress();
        int ports = relay.ports().last() - relay.ports().first() + 1;
        return quota == 0 ? 0 : Math.min(quota, Math.max(MIN_PER_ADDRESS, ports / 16));
    }
}
