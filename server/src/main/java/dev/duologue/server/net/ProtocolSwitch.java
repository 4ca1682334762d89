package dev.duologue.server.net;

import dev.duologue.server.ops.Counters.Count;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Looks at the first bytes, puts the handlers of that protocol into the pipeline and goes. After
/// TLS, and after a PROXY header, another one looks again.
final class ProtocolSwitch extends ByteToMessageDecoder {
    private final PortContext port;
    private final boolean start;

    /// Whether this is TLS, and there is no certificate yet.
    private boolean waiting;

    /// @param start whether nothing came before on this connection
    ProtocolSwitch(PortContext port, boolean start) {
        this.port = port;
        this.start = start;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (waiting) {
            return;
        }
        ChannelPipeline pipeline = ctx.pipeline();
        switch (FirstBytes.of(in, start)) {
            case TLS -> startTls(ctx);
            case HTTP -> port.protocols().http(pipeline);
            case STUN -> port.protocols().stun(pipeline);
            case PROXY -> readProxyHeader(ctx);
            case UNKNOWN -> refuse(ctx, Count.UNKNOWN_PROTOCOLS);
            case MORE -> {
                return;
            }
        }
        if (!ctx.isRemoved() && !waiting) {
            pipeline.remove(this); // hands on what is not read yet
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // it broke, or its TLS is none
    }

    private void startTls(ChannelHandlerContext ctx) {
        RemoteClient peer = RemoteClient.of(ctx.channel());
        if (peer.tls()) { // TLS inside TLS
            refuse(ctx, Count.UNKNOWN_PROTOCOLS);
            return;
        }
        CompletableFuture<SslContext> tls = port.tls().get().toCompletableFuture();
        if (!tls.isDone()) {
            awaitCertificate(ctx, tls);
        } else if (tls.isCompletedExceptionally()) { // and the program is about to end
            ctx.close();
        } else {
            peer.encrypted().attachTo(ctx.channel());
            SslHandler handler = tls.join().newHandler(ctx.alloc());
            handler.setDiscardAfterReads(1); // or its buffer grows with what has been read of it
            ctx.pipeline().addLast(handler).addLast(new ProtocolSwitch(port, false));
        }
    }

    /// Making a certificate takes a second: the connection waits for it, the loop does not.
    private void awaitCertificate(ChannelHandlerContext ctx, CompletableFuture<SslContext> tls) {
        waiting = true;
        ctx.channel().config().setAutoRead(false);
        tls.whenComplete((_, _) ->
                ctx.executor()
                        .execute(() -> {
                            waiting = false;
                            ctx.channel().config().setAutoRead(true);
                            if (!ctx.isRemoved()) {
                                lookAgain(ctx);
                            }
                        }));
    }

    private void lookAgain(ChannelHandlerContext ctx) {
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
        } catch (Exception failure) {
            exceptionCaught(ctx, failure);
        }
    }

    private void readProxyHeader(ChannelHandlerContext ctx) {
        if (!port.isTrustedProxy(RemoteClient.of(ctx.channel()).address().getAddress())) {
            refuse(ctx, Count.UNTRUSTED_PROXIES);
            return;
        }
        ctx.pipeline()
                .addLast(new HAProxyMessageDecoder())
                .addLast(new ProxyHeaderHandler(port))
                .addLast(new ProtocolSwitch(port, false));
    }

    private void refuse(ChannelHandlerContext ctx, Count why) {
        port.counters().add(why);
        ctx.close();
    }
}
