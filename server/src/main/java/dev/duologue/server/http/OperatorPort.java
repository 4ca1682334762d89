package dev.duologue.server.http;

import dev.duologue.server.net.Deadline;
import dev.duologue.server.net.RemoteClient;
import dev.duologue.server.net.Transport;
import dev.duologue.server.ops.Counters;
import dev.duologue.server.ops.Health;
import dev.duologue.server.ops.StartException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The listener of the operator: `/metrics` and `/healthz` over plain http, outside of all limits,
/// for whoever reaches its address.
public final class OperatorPort implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MetricsPage metrics;
    private final Health health;
    private final HostPolicy hosts;
    private final Counters counters;
    private final Channel listening;

    private OperatorPort(
            MetricsPage metrics,
            Health health,
            HostPolicy hosts,
            Counters counters,
            ServerBootstrap bootstrap,
            InetSocketAddress address)
            throws StartException {
        this.metrics = metrics;
        this.health = health;
        this.hosts = hosts;
        this.counters = counters;
        ChannelFuture bound =
                bootstrap.childHandler(new NewConnection()).bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new StartException(
                    "cannot listen for metrics on "
                            + address.getAddress().getHostAddress()
                            + " port "
                            + address.getPort()
                            + ": "
                            + bound.cause().getMessage());
        }
        listening = bound.channel();
    }

    /// Starts to listen.
    ///
    /// @param services what it tells
    /// @throws StartException if the address cannot be had
    public static OperatorPort open(
            InetSocketAddress address,
            Transport transport,
            EventLoopGroup loops,
            HttpServices services)
            throws StartException {
        var bootstrap = new ServerBootstrap().group(loops).channel(transport.serverChannel());
        return new OperatorPort(
                services.metrics(),
                services.health(),
                services.hosts(),
                services.counters(),
                bootstrap,
                address);
    }

    /// The port, which matters where any free one was asked for.
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
    }

    private final class NewConnection extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(new Deadline(PATIENCE, counters))
                    .addLast(new HttpRequestDecoder())
                    .addLast(new HttpResponseEncoder())
                    .addLast(new WholeRequests())
                    .addLast(new Exchange());
        }
    }

    /// One request and its answer.
    private final class Exchange extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            boolean head = request.method().equals(HttpMethod.HEAD);
            String host = request.headers().get(HttpHeaderNames.HOST, "");
            ctx.channel().config().setAutoRead(false); // one is all
            answer(ctx.channel(), request)
                    .exceptionally(
                            _ -> Reply.text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "failed"))
                    .thenAccept(reply ->
                            ctx.writeAndFlush(
                                            reply.with(HttpHeaderNames.CONNECTION, "close")
                                                    .toResponse(head, host))
                                    .addListener(ChannelFutureListener.CLOSE));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // it broke
        }
    }

    private CompletionStage<Reply> answer(Channel channel, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return done(Reply.text(HttpResponseStatus.BAD_REQUEST, "this is not HTTP/1.1"));
        }
        var peer =
                new RemoteClient(
                        (InetSocketAddress) channel.remoteAddress(),
                        false,
                        RemoteClient.Via.SOCKET);
        if (!hosts.permits(peer, request)) {
            return done(HttpServices.misdirected());
        }
        if (HttpServices.isHealthCheck(request)) {
            return health.check().thenApply(HttpServices::healthReply);
        }
        return request.method().equals(HttpMethod.GET) && request.uri().equals(MetricsPage.PATH)
                ? metrics.text()
                : done(Reply.text(HttpResponseStatus.NOT_FOUND, "there is /metrics and /healthz"));
    }

    private static CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedStage(reply);
    }
}
