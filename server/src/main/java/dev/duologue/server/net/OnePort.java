package dev.duologue.server.net;

import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.ops.Counters;
import dev.duologue.server.ops.Failures;
import dev.duologue.server.ops.StartException;
import dev.duologue.signaling.memory.Budget;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one TCP port that page, signalling and relay share.
public final class OnePort {
    private static final int BACKLOG = 1024;

    private volatile ServerConfig config;
    private volatile PortContext context;
    private @Nullable Channel listening;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /// @param tls the TLS context in force, asked for each new connection; on the very first start
    ///   it is still being made
    /// @param budget bounds what waits in all connections together
    /// @param failures is told where connections cannot be accepted
    public OnePort(
            ServerConfig config,
            Supplier<CompletionStage<SslContext>> tls,
            StreamProtocols protocols,
            Counters counters,
            Budget budget,
            Failures failures) {
        this.config = config;
        this.context = PortContext.of(config, tls, protocols, counters, budget, failures);
    }

    /// Starts to listen.
    ///
    /// @return the port, which matters where any free one was asked for
    /// @throws StartException if the port cannot be had
    public int bind(Transport transport, EventLoopGroup loops) throws StartException {
        InetSocketAddress address =
                config.host()
                        .map(host -> new InetSocketAddress(host, config.port()))
                        .orElseGet(() -> new InetSocketAddress(config.port()));
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(transport.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .handler(new Accepting())
                        .childHandler(new NewConnection())
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new StartException(
                    "cannot listen on " + describe(address) + ": " + reason(bound.cause()));
        }
        listening = bound.channel();
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    /// Takes other limits and proxies for connections from now on.
    public void configure(ServerConfig newest) {
        context = context.with(newest);
        config = newest;
    }

    /// Takes no more connections.
    public void stopListening() {
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
    }

    /// A connection became a call: it is not closed to make room for others.
    public void isCall(Channel channel) {
        context.files().busy(channel);
    }

    /// Counts a connection over which a proxy speaks for one client alone, until it closes.
    ///
    /// @return false if the client has more than it may
    public boolean admits(RemoteClient client, Channel channel) {
        return context.isWithinLimit(client, channel);
    }

    /// Every open connection.
    public ChannelGroup channels() {
        return channels;
    }

    /// The words of the system, without the name and number of its call.
    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.substring(message.lastIndexOf(": ") + 1).strip();
    }

    private static String describe(InetSocketAddress address) {
        String host =
                address.getAddress().isAnyLocalAddress()
                        ? ""
                        : address.getAddress().getHostAddress() + " ";
        return host + "port " + address.getPort();
    }

    private final class Accepting extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel port) {
            port.pipeline()
                    .addLast(new Admission(context.files(), context.counters()))
                    .addLast(new AcceptErrors(context.failures()));
        }
    }

    private final class NewConnection extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channels.add(channel);
            context.counters().add(Counters.Count.CONNECTIONS);
            var address = (InetSocketAddress) channel.remoteAddress();
            if (address == null) { // it broke before we came to it
                channel.close();
                return;
            }
            var peer = new RemoteClient(address, false, RemoteClient.Via.SOCKET);
            if (context.isTrustedProxy(peer.address().getAddress())) {
                peer.attachTo(channel); // counted when the proxy has said for whom it speaks
            } else if (!context.admits(peer, channel)) {
                return;
            }
            Duration time =
                    OverLimit.is(channel) ? OverLimit.TIME : config.limits().handshakeTimeout();
            channel.pipeline()
                    .addLast(new ConnectionMeter(channel, context.budget()))
                    .addLast(new Deadline(time, context.counters()))
                    .addLast(new ProtocolSwitch(context, true));
        }
    }
}
