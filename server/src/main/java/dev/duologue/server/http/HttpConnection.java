package dev.duologue.server.http;

import dev.duologue.server.net.ConnectionMeter;
import dev.duologue.server.net.Deadline;
import dev.duologue.server.net.OverLimit;
import dev.duologue.server.net.RemoteClient;
import dev.duologue.server.ops.Counters;
import dev.duologue.signaling.room.Entry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection: requests in, answers out, until it ends or becomes a WebSocket.
public final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final System.Logger LOG = System.getLogger(HttpConnection.class.getName());
    private static final int MAX_REQUEST_LINE = 4096;
    private static final int MAX_HEADERS = 16_384;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
    private static final int MAX_PARAMETERS = 16;
    private static final String LOBBY = "lobby";
    private static final String RETRY_SECONDS = "10";

    /// RFC 3986 section 2: the characters of a URI, and every `%` before two hexadecimal digits.
    private static final Pattern TARGET = Pattern.compile("(?:[!-$&-~]++|%[0-9a-fA-F]{2})++");

    /// A `seq`: no more digits than every client can count in.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final HttpServices services;
    private final RequestDecoder decoder;

    private HttpConnection(HttpServices services, RequestDecoder decoder) {
        super(FullHttpRequest.class);
        this.services = services;
        this.decoder = decoder;
    }

    /// Adds the handlers of a new connection.
    public static void addTo(ChannelPipeline pipeline, HttpServices services) {
        var limits =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_REQUEST_LINE)
                        .setMaxHeaderSize(MAX_HEADERS);
        var decoder = new RequestDecoder(limits);
        ConnectionMeter.of(pipeline.channel()).partial(decoder::retained);
        pipeline.addLast(decoder)
                .addLast(new HttpResponseEncoder())
                .addLast(new WholeRequests())
                .addLast(new HttpConnection(services, decoder));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        Deadline deadline = Deadline.of(ctx.channel());
        if (deadline != null) {
            deadline.stop();
        }
        Reply malformed = malformed(request);
        if (malformed != null) {
            refuse(ctx, request, malformed);
            return;
        }
        request.setUri(services.base().remove(request.uri()));
        RemoteClient peer;
        try {
            peer = services.forwarding().client(RemoteClient.of(ctx.channel()), request.headers());
        } catch (ForwardedException e) {
            services.counters().add(Counters.Count.BAD_FORWARDED);
            refuse(ctx, request, Reply.text(HttpResponseStatus.BAD_REQUEST, e.rule()));
            return;
        }
        Reply refusal = refusal(ctx.channel(), peer, request);
        if (refusal != null) {
            refuse(ctx, request, refusal);
            return;
        }
        act(ctx, request, peer);
    }

    private void refuse(ChannelHandlerContext ctx, FullHttpRequest request, Reply reply) {
        send(ctx, Exchange.of(request, false), reply);
    }

    private void act(ChannelHandlerContext ctx, FullHttpRequest request, RemoteClient peer) {
        var target =
                new QueryStringDecoder(
                        request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS, true);
        Entry entry = webSocketEntry(request, target);
        if (entry == null) {
            answer(ctx, request, services.answer(request, target, peer));
            return;
        }
        Reply reply = webSocket(ctx, request, peer, entry);
        if (reply != null) {
            refuse(ctx, request, reply);
        }
    }

    /// Sends an answer when it is there; the requests behind this one wait meanwhile.
    private void answer(
            ChannelHandlerContext ctx, FullHttpRequest request, CompletionStage<Reply> reply) {
        boolean keepAlive = HttpUtil.isKeepAlive(request) && !OverLimit.is(ctx.channel());
        Exchange exchange = Exchange.of(request, keepAlive);
        decoder.pause();
        reply.whenComplete((ready, failure) -> {
            if (ctx.executor().inEventLoop()) {
                finish(ctx, exchange, ready, failure);
            } else {
                ctx.executor().execute(() -> finish(ctx, exchange, ready, failure));
            }
        });
    }

    private void finish(
            ChannelHandlerContext ctx,
            Exchange exchange,
            @Nullable Reply ready,
            @Nullable Throwable failure) {
        if (ready != null) {
            send(ctx, exchange, ready);
            return;
        }
        LOG.log(Level.ERROR, "a bug: no answer to a request", failure);
        send(
                ctx,
                exchange,
                Reply.text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "something went wrong here"));
    }

    /// What of a request its answer depends on.
    ///
    /// @param host its Host header, unchecked
    private record Exchange(boolean head, String host, boolean keepAlive) {
        static Exchange of(FullHttpRequest request, boolean keepAlive) {
            return new Exchange(
                    request.method().equals(HttpMethod.HEAD),
                    request.headers().get(HttpHeaderNames.HOST, ""),
                    keepAlive);
        }
    }

    private @Nullable Reply webSocket(
            ChannelHandlerContext ctx, FullHttpRequest request, RemoteClient peer, Entry entry) {
        if (!services.admits().test(entry)) {
            return Reply.text(
                            HttpResponseStatus.SERVICE_UNAVAILABLE,
                            "the server stops soon and opens no new room")
                    .with(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        // What comes straight from its client was counted when it was accepted.
        if (!peer.endsHere() && !services.limit().test(peer, ctx.channel())) {
            return Reply.text(
                            HttpResponseStatus.TOO_MANY_REQUESTS,
                            "too many connections from this address")
                    .with(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        return services.webSockets().upgrade(ctx, request, peer, entry, HANDLERS);
    }

    private static final List<Class<? extends ChannelHandler>> HANDLERS =
            List.of(
                    HttpResponseEncoder.class, // first: what the decoder hands on may be answered
                    RequestDecoder.class,
                    WholeRequests.class,
                    HttpConnection.class);

    /// What makes a request none; `null` if nothing does. Afterwards its target is a path and its
    /// Host header says whom it is for.
    private static @Nullable Reply malformed(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return undecoded(request.decoderResult().cause());
        }
        if (!isNamed(request)) {
            return Reply.text(
                    HttpResponseStatus.BAD_REQUEST, "the Host header must be a host and a port");
        }
        if (!TARGET.matcher(request.uri()).matches()) {
            return Reply.text(
                    HttpResponseStatus.BAD_REQUEST,
                    "the request target must be percent-encoded (RFC 3986)");
        }
        return AbsoluteForm.resolve(request)
                ? null
                : Reply.text(
                        HttpResponseStatus.BAD_REQUEST,
                        "an absolute request target must be an http or https URL with a host and a port");
    }

    /// What is wrong with a request before anybody looks at what it wants; `null` if nothing is.
    private @Nullable Reply refusal(Channel channel, RemoteClient peer, FullHttpRequest request) {
        if (OverLimit.is(channel) && !HttpServices.isHealthCheck(request)) {
            return Reply.text(
                    HttpResponseStatus.TOO_MANY_REQUESTS, "too many connections from this address");
        }
        if (!services.hosts().permits(peer, request)) {
            return HttpServices.misdirected();
        }
        return peer.isPrivate() || services.insecureHttp() ? null : onlyEncrypted(request);
    }

    private static Reply undecoded(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                    Reply.text(
                            HttpResponseStatus.REQUEST_URI_TOO_LONG,
                            "the request line must be at most " + MAX_REQUEST_LINE + " bytes long");
            case TooLongHttpHeaderException _ ->
                    Reply.text(
                            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                            "the headers must be at most " + MAX_HEADERS + " bytes long");
            case TooLongHttpContentException _ -> WholeRequests.tooLarge();
            default ->
                    Reply.text(HttpResponseStatus.BAD_REQUEST, "this is not HTTP/1.1 (RFC 9112)");
        };
    }

    /// Whether the client says whom it means, RFC 9112 section 3.2; before HTTP/1.1 it need not.
    private static boolean isNamed(FullHttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        return hosts.isEmpty()
                ? request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0
                : hosts.size() == 1 && Hosts.isValid(hosts.getFirst());
    }

    private Reply onlyEncrypted(FullHttpRequest request) {
        if (WebSocketEndpoint.isAskedFor(request)) {
            return Reply.text(
                    HttpResponseStatus.UPGRADE_REQUIRED,
                    "use wss: what goes over ws can be read on the way");
        }
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        if (host.isEmpty() || !request.uri().startsWith("/")) {
            return Reply.text(HttpResponseStatus.BAD_REQUEST, "use https, and name a path");
        }
        return Reply.text(
                        HttpResponseStatus.TEMPORARY_REDIRECT,
                        "use https: browsers give the camera to no other page")
                .with(
                        HttpHeaderNames.LOCATION,
                        "https://" + host + services.base().add(request.uri()));
    }

    /// What a request for a WebSocket asks for; `null` if it is for something else.
    private static @Nullable Entry webSocketEntry(
            FullHttpRequest request, QueryStringDecoder target) {
        if (target.rawPath().equals("/ws")) {
            String last = only(target, "last");
            return new Entry(
                    only(target, "room"), // where there is none, an empty one, which is no name
                    true,
                    only(target, "session"),
                    NUMBER.matcher(last).matches() ? Long.parseLong(last) : Entry.NOTHING);
        }
        // The reference client asks at the root and names no room.
        return target.rawPath().equals("/") && WebSocketEndpoint.isAskedFor(request)
                ? Entry.plain(LOBBY)
                : null;
    }

    /// The value of a parameter that stands there once; empty for all others.
    private static String only(QueryStringDecoder target, String parameter) {
        List<String> values = target.parameters().getOrDefault(parameter, List.of());
        return values.size() == 1 ? values.getFirst() : "";
    }

    private void send(ChannelHandlerContext ctx, Exchange exchange, Reply reply) {
        FullHttpResponse response = reply.toResponse(exchange.head(), exchange.host());
        decoder.pause();
        if (!exchange.keepAlive()) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ChannelFuture sent = ctx.writeAndFlush(response);
        Deadline deadline = Deadline.of(ctx.channel());
        if (deadline != null) {
            deadline.restart(ctx.channel(), KEEP_ALIVE);
        }
        if (exchange.keepAlive()) {
            sent.addListener(done -> resume(ctx, done.isSuccess()));
        } else {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Goes on with the next request, now that the socket has the answer to this one.
    private void resume(ChannelHandlerContext ctx, boolean sent) throws Exception {
        ChannelHandlerContext reading = ctx.pipeline().context(decoder);
        if (sent && reading != null) {
            decoder.resume(reading);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "closing an HTTP connection", cause); // it broke, or TLS failed
        ctx.close();
    }
}
