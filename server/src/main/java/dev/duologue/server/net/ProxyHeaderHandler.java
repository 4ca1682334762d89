package dev.duologue.server.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Takes the client's address from a trusted proxy's header, and goes.
final class ProxyHeaderHandler extends SimpleChannelInboundHandler<HAProxyMessage> {
    private final PortContext port;

    ProxyHeaderHandler(PortContext port) {
        this.port = port;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
        RemoteClient peer = RemoteClient.of(ctx.channel());
        // LOCAL is the proxy itself, asking whether we live.
        if (header.command() == HAProxyCommand.PROXY && header.sourceAddress() != null) {
            InetAddress client =
                    NetUtil.createInetAddressFromIpAddressString(header.sourceAddress());
            if (client != null) { // a Unix socket has none
                peer = peer.from(new InetSocketAddress(client, header.sourcePort()));
            }
        }
        if (port.admits(peer, ctx.channel())) {
            ctx.pipeline().remove(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // a header that breaks the PROXY protocol
    }
}
