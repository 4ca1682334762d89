package dev.duologue.server.net;

import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.ops.Counters;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.util.Set;
import java.util.function.Supplier;

/// What every new connection on the port needs.
///
/// @param tls the context in force, asked for each connection
record PortContext(
        Supplier<SslContext> tls,
        StreamProtocols protocols,
        Set<InetAddress> trustedProxies,
        ConnectionLimit limit,
        Counters counters) {

    static PortContext of(
            ServerConfig config,
            Supplier<SslContext> tls,
            StreamProtocols protocols,
            Counters counters) {
        var limit = new ConnectionLimit(config.limits().connectionsPerIp());
        return new PortContext(tls, protocols, config.trustedProxies(), limit, counters);
    }

    /// The same with other settings; connections stay counted.
    PortContext with(ServerConfig config) {
        limit.perAddress(config.limits().connectionsPerIp());
        return new PortContext(tls, protocols, config.trustedProxies(), limit, counters);
    }

    boolean isTrustedProxy(InetAddress address) {
        return trustedProxies.contains(address);
    }

    /// Attaches `peer` to its channel, having counted its address.
    void count(Peer peer, Channel channel) {
        peer.overLimit(limit.isOver(peer.address().getAddress(), channel)).attachTo(channel);
    }
}
