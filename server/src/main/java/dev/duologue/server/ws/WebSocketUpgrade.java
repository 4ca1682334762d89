package dev.duologue.server.ws;

import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.http.Hosts;
import dev.duologue.server.http.Reply;
import dev.duologue.server.http.WebSocketEndpoint;
import dev.duologue.server.net.ConnectionMeter;
import dev.duologue.server.net.Deadline;
import dev.duologue.server.net.RemoteClient;
import dev.duologue.server.ops.Counters;
import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.room.Entry;
import dev.duologue.signaling.room.IceServerSource;
import dev.duologue.signaling.room.Signaling;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns an HTTP connection into a WebSocket, RFC 6455 section 4.2, and seats it in its room.
public final class WebSocketUpgrade implements WebSocketEndpoint {
    private final ServerConfig config;
    private final Signaling signaling;
    private final BiFunction<String, OptionalInt, IceServerSource> iceServers;
    private final Shared shared;

    /// @param iceServers what members are told to use who opened the page at this host and port;
    ///   none where it is a proxy's port
    public WebSocketUpgrade(
            ServerConfig config,
            Signaling signaling,
            BiFunction<String, OptionalInt, IceServerSource> iceServers,
            Shared shared) {
        this.config = config;
        this.signaling = signaling;
        this.iceServers = iceServers;
        this.shared = shared;
    }

    /// What all WebSockets of a server share.
    ///
    /// @param onOpen is told of each connection that has become one
    public record Shared(Counters counters, Budget budget, Consumer<Channel> onOpen) {}

    @Override
    public @Nullable Reply upgrade(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            RemoteClient peer,
            Entry entry,
            List<Class<? extends ChannelHandler>> http) {
        Channel channel = ctx.channel();
        Reply refusal = Handshake.refusal(request, config.allowedOrigins());
        if (refusal != null) {
            return refusal;
        }
        shared.counters().add(Counters.Count.WEBSOCKETS);
        channel.closeFuture()
                .addListener(_ -> shared.counters().add(Counters.Count.WEBSOCKETS_ENDED));
        shared.onOpen().accept(channel);
        var session = new WebSocketSession(channel, config, shared);
        var decoder = new FrameDecoder(config.limits().messageSize(), config.limits().frameRate());
        ConnectionMeter.of(channel).partial(decoder::retained);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(decoder, session);
        channel.writeAndFlush(accepted(request));
        if (Deadline.of(channel) != null) {
            pipeline.remove(Deadline.class);
        }
        IceServerSource servers = iceServers.apply(Hosts.name(request), ownPort(request, peer));
        session.open(connection -> signaling.enter(connection, entry, servers).orElse(null));
        // Last, because it hands on the frames that came with the request.
        http.forEach(pipeline::remove);
        return null;
    }

    /// The port by which a client reached this program, perhaps through a mapping of ports. One
    /// that an HTTP proxy or a tunnel of this computer listens on leads to pages alone; where plain
    /// http is asked for without a port, a proxy may have left it out.
    private static OptionalInt ownPort(FullHttpRequest request, RemoteClient peer) {
        if (!peer.endsHere() || peer.isDirectLoopback()) {
            return OptionalInt.empty();
        }
        return peer.tls() ? OptionalInt.of(Hosts.port(request, true)) : Hosts.namedPort(request);
    }

    private static DefaultFullHttpResponse accepted(FullHttpRequest request) {
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, Handshake.accept(request));
        if (request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, Handshake.SUBPROTOCOL);
        }
        return response;
    }
}
