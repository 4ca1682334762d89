package dev.duologue.server.relay;

import dev.duologue.server.config.RelayConfig;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.net.Peer;
import dev.duologue.server.net.StartException;
import dev.duologue.server.ops.DataDirectory;
import dev.duologue.server.ops.KeptSecret;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnCredentials;
import dev.duologue.turn.TurnServer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// STUN and TURN on the port that everything shares.
public final class Relay implements AutoCloseable {
    private final ServerConfig config;
    private final TurnCredentials credentials;
    private final TurnServer server;

    /// Makes the relay ready; it listens once [#bind] says where.
    ///
    /// @throws StartException if its secret cannot be kept
    public Relay(ServerConfig config, DataDirectory directory) throws StartException {
        this.config = config;
        RelayConfig relay = config.relay();
        this.credentials =
                new TurnCredentials(
                        relay.secret().isPresent()
                                ? relay.secret().get()
                                : KeptSecret.TURN_SECRET.in(directory));
        this.server = new TurnServer(turnConfig(relay), credentials);
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
        } catch (IOException e) {
            throw new StartException("cannot listen on UDP port " + port + ": " + e.getMessage());
        }
    }

    /// The handler of a connection over TCP or TLS whose first bytes are STUN.
    public ChannelHandler handler(Channel channel) {
        Peer peer = Peer.of(channel);
        return server.streamHandler(peer.tls(), Optional.of(peer.address()));
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
                .allocationsPerAddress(relay.quotas().perAddress())
                .allocations(relay.quotas().total())
                .build();
    }
}
