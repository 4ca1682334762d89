package dev.duologue.server.net;

import dev.duologue.server.config.AddressBlock;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.ops.Counters;
import dev.duologue.server.ops.Failures;
import dev.duologue.signaling.memory.Budget;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// What every new connection on the port needs.
///
/// @param tls the context in force, asked for each connection; on the very first start it is still
///   being made
record PortContext(
        Supplier<CompletionStage<SslContext>> tls,
        StreamProtocols protocols,
        Set<AddressBlock> trustedProxies,
        ConnectionLimit limit,
        OverLimit overLimit,
        Counters counters,
        Budget budget,
        OpenFiles files,
        Failures failures) {

    static PortContext of(
            ServerConfig config,
            Supplier<CompletionStage<SslContext>> tls,
            StreamProtocols protocols,
            Counters counters,
            Budget budget,
            Failures failures) {
        var limit =
                new ConnectionLimit(
                        config.limits().connectionsPerIp(),
                        config.limits().connectionRate(),
                        System::nanoTime);
        return new PortContext(
                tls,
                protocols,
                config.trustedProxies(),
                limit,
                new OverLimit(),
                counters,
                budget,
                new OpenFiles(OpenFiles.freeOfProcess()),
                failures);
    }

    /// The same with other settings; connections stay counted.
    PortContext with(ServerConfig config) {
        limit.configure(config.limits().connectionsPerIp(), config.limits().connectionRate());
        return new PortContext(
                tls,
                protocols,
                config.trustedProxies(),
                limit,
                overLimit,
                counters,
                budget,
                files,
                failures);
    }

    boolean isTrustedProxy(InetAddress address) {
        return AddressBlock.anyHolds(trustedProxies, address);
    }

    /// Attaches `peer` to its channel and counts its address; where that has too many connections,
    /// this one is closed, before it costs anything, or it is [OverLimit].
    boolean admits(RemoteClient peer, Channel channel) {
        peer.attachTo(channel);
        if (isWithinLimit(peer, channel) || (peer.isDirectLoopback() && overLimit.take(channel))) {
            return true;
        }
        channel.close();
        return false;
    }

    /// Counts a connection of an address until it closes.
    boolean isWithinLimit(RemoteClient peer, Channel channel) {
        boolean over = limit.isOver(peer.address().getAddress(), channel);
        if (over) {
            counters.add(Counters.Count.OVER_LIMIT);
        }
        return !over;
    }
}
