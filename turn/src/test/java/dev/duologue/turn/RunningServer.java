package dev.duologue.turn;

import dev.duologue.turn.internal.transport.SharedEngine;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A server on free ports of loopback, over UDP and TCP, and the clients that it has.
final class RunningServer implements AutoCloseable {
    /// Clients of tests are on loopback, which the standard policy refuses.
    static final PeerPolicy LOOPBACK_TOO =
            PeerPolicy.standard().allowing(List.of("127.0.0.0/8", "::1/128"));

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<SocketClient> clients = new ArrayList<>();
    private final TurnServer server;
    private final Channel listening;
    private final int udpPort;

    RunningServer(TurnConfig config) throws IOException {
        this(config, LOOPBACK_TOO, SharedEngine::uptime);
    }

    /// @param clock milliseconds, by which lifetimes run out
    RunningServer(TurnConfig config, PeerPolicy policy, LongSupplier clock) throws IOException {
        server = new TurnServer(config, new TurnCredentials("s"), policy, TurnListener.NONE, clock);
        udpPort = server.bindUdp(new InetSocketAddress(0));
        listening =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(server.streamHandler(false));
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
    }

    TurnStats stats() {
        return server.stats();
    }

    int udpPort() {
        return udpPort;
    }

    /// A member of the one room, who goes with the server.
    ///
    /// @param transport `udp` or `tcp`
    SocketClient client(String transport, String member) throws IOException {
        return client(transport, "127.0.0.1", member);
    }

    /// The same, to an address of the server.
    SocketClient client(String transport, String host, String member) throws IOException {
        int tcpPort = ((InetSocketAddress) listening.localAddress()).getPort();
        SocketClient client =
                transport.equals("udp")
                        ? SocketClient.udp(host, udpPort, member)
                        : SocketClient.tcp(host, tcpPort, member);
        clients.add(client);
        return client;
    }

    @Override
    public void close() throws IOException {
        for (SocketClient client : clients) {
            client.close();
        }
        listening.close().syncUninterruptibly();
        server.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
