package dev.duologue.server.http;

import dev.duologue.server.net.RemoteClient;
import dev.duologue.signaling.room.Entry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns an HTTP connection into a WebSocket.
@FunctionalInterface
public interface WebSocketEndpoint {
    /// Answers 101 and opens the WebSocket, or returns why not.
    ///
    /// @param peer the client
    /// @param entry what the client asked for, unchecked
    /// @param http the handlers that are not needed any more
    /// @return the refusal to send; `null` if the connection is a WebSocket now
    @Nullable Reply upgrade(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            RemoteClient peer,
            Entry entry,
            List<Class<? extends ChannelHandler>> http);

    /// Whether the client asks for a WebSocket, rightly or not.
    static boolean isAskedFor(FullHttpRequest request) {
        return request.headers()
                .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }
}
