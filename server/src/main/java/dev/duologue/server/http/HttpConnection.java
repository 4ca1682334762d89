package dev.duologue.server.http;

import dev.duologue.server.net.Deadline;
import dev.duologue.server.net.Peer;
import dev.duologue.server.ws.WebSocketUpgrade;
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
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
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
import java.util.function.Predicate;
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

    private final Services services;

    private HttpConnection(Services services) {
        super(FullHttpRequest.class);
        this.services = services;
    }

    /// What every connection is served with.
    ///
    /// @param admits whether a WebSocket may be opened for a room
    /// @param insecureHttp whether plain http is served to others than loopback
    public record Services(
            Site site,
            WebSocketUpgrade webSockets,
            TransportSecurity security,
            Predicate<Entry> admits,
            boolean insecureHttp) {}

    /// Adds the handlers of a new connection.
    public static void addTo(ChannelPipeline pipeline, Services services) {
        var limits =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_REQUEST_LINE)
                        .setMaxHeaderSize(MAX_HEADERS);
        pipeline.addLast(new HttpServerCodec(limits))
                .addLast(new WholeRequests())
                .addLast(new HttpConnection(services));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        Deadline deadline = Deadline.of(ctx.channel());
        if (deadline != null) {
            deadline.stop();
        }
        Reply refusal = refusal(ctx.channel(), request);
        if (refusal != null) {
            send(ctx, request, refusal, false);
            return;
        }
        var target =
                new QueryStringDecoder(
                        request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS, true);
        Entry entry = webSocketEntry(request, target);
        Reply reply = entry == null ? page(ctx, request, target) : webSocket(ctx, request, entry);
        if (reply != null) {
            send(ctx, request, reply, entry == null && HttpUtil.isKeepAlive(request));
        }
    }

    private Reply page(
            ChannelHandlerContext ctx, FullHttpRequest request, QueryStringDecoder target) {
        return services.security.on(
                services.site.answer(Peer.of(ctx.channel()), request, target), Peer.of(ctx.channel()), Hosts.name(request));
    }

    private @Nullable Reply webSocket(
            ChannelHandlerContext ctx, FullHttpRequest request, Entry entry) {
        return services.admits.test(entry)
                ? services.webSockets.upgrade(ctx, request, entry, HANDLERS)
                : Reply.text(
                                HttpResponseStatus.SERVICE_UNAVAILABLE,
                                "the server stops soon and opens no new room")
                        .with(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }

    private static final List<Class<? extends ChannelHandler>> HANDLERS =
            List.of(HttpServerCodec.class, WholeRequests.class, HttpConnection.class);

    /// What is wrong with a request before anybody looks at what it wants; `null` if nothing is.
    private @Nullable Reply refusal(Channel channel, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return undecoded(request.decoderResult().cause());
        }
        Peer peer = Peer.of(channel);
        if (peer.overLimit()) {
            return Reply.text(
                    HttpResponseStatus.TOO_MANY_REQUESTS,
                    "too many connections from your address: close some, or see --connections-per-ip");
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
        return peer.isPrivate() || services.insecureHttp ? null : onlyEncrypted(request);
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

    private static Reply onlyEncrypted(FullHttpRequest request) {
        if (WebSocketUpgrade.isAskedFor(request)) {
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
                .with(HttpHeaderNames.LOCATION, "https://" + host + request.uri());
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
        return target.rawPath().equals("/") && WebSocketUpgrade.isAskedFor(request)
                ? Entry.plain(LOBBY)
                : null;
    }

    /// The value of a parameter that stands there once; empty for all others.
    private static String only(QueryStringDecoder target, String parameter) {
        List<String> values = target.parameters().getOrDefault(parameter, List.of());
        return values.size() == 1 ? values.getFirst() : "";
    }

    private static void send(
            ChannelHandlerContext ctx, FullHttpRequest request, Reply reply, boolean keepAlive) {
        boolean head = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse response =
                reply.toResponse(head, request.headers().get(HttpHeaderNames.HOST, ""));
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ChannelFuture sent = ctx.writeAndFlush(response);
        Deadline deadline = Deadline.of(ctx.channel());
        if (deadline != null) {
            deadline.restart(ctx.channel(), KEEP_ALIVE);
        }
        if (!keepAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Who asks without reading the answers is not listened to any more until it does.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        ctx.fireChannelWritabilityChanged();
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
