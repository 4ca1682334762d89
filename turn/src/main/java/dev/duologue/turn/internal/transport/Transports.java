package dev.duologue.turn.internal.transport;

import dev.duologue.turn.RelayMode;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.internal.allocation.RelaySockets;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses the kind of sockets: Linux's own calls where they can be made, Netty elsewhere.
public final class Transports {
    private final boolean linux;
    private final RelaySockets relays;
    private @Nullable EventLoopGroup group;

    /// @throws UnsupportedOperationException if open mode is asked for where it cannot be had
    public Transports(TurnConfig config) {
        linux = config.nativeUdp() && LinuxCalls.available();
        RelayHosts hosts = new RelayHosts(config.publicAddresses());
        if (config.relayMode() == RelayMode.CLOSED) {
            relays = new VirtualRelays(hosts);
        } else if (linux) {
            relays = new LinuxRelays(hosts);
        } else {
            throw new UnsupportedOperationException(
                    "turn.relay = open: must be closed where Linux's own UDP calls cannot be made");
        }
    }

    /// Where relayed addresses come from.
    public RelaySockets relays() {
        return relays;
    }

    /// Begins to receive from peers.
    public void start(SharedEngine engine) {
        if (relays instanceof LinuxRelays sockets) {
            sockets.start(engine);
        }
    }

    /// Binds one socket, or, where a socket cannot tell which address was asked, one for each
    /// address of the host.
    ///
    /// @throws IOException if one cannot be bound
    public List<UdpLink> bindUdp(SharedEngine engine, InetSocketAddress local) throws IOException {
        if (linux) {
            return List.of(LinuxUdpLink.open(engine, local));
        }
        List<UdpLink> links = new ArrayList<>();
        int port = local.getPort();
        for (InetAddress address : addresses(local)) {
            UdpLink link = bindNetty(engine, new InetSocketAddress(address, port));
            links.add(link);
            port = link.port();
        }
        return links;
    }

    private static List<InetAddress> addresses(InetSocketAddress local) throws IOException {
        return local.getAddress().isAnyLocalAddress()
                ? NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLinkLocalAddress())
                        .toList()
                : List.of(local.getAddress());
    }

    private UdpLink bindNetty(SharedEngine engine, InetSocketAddress local) throws IOException {
        if (group == null) {
            group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        }
        NettyUdpLink link = new NettyUdpLink(engine);
        var bound =
                new Bootstrap()
                        .group(group)
                        .channel(NioDatagramChannel.class)
                        .handler(link)
                        .bind(local)
                        .awaitUninterruptibly();
        if (bound.cause() != null) {
            throw new IOException("cannot bind UDP " + local, bound.cause());
        }
        link.opened(bound.channel());
        return link;
    }

    /// Whether data from peers are still received.
    public boolean isAlive() {
        return !(relays instanceof LinuxRelays sockets) || sockets.isAlive();
    }

    /// Stops receiving from peers.
    public void close() {
        if (relays instanceof LinuxRelays sockets) {
            sockets.close();
        }
        if (group != null) {
            var _ = group.shutdownGracefully();
        }
    }
}
