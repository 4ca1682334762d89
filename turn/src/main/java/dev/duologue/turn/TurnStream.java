package dev.duologue.turn;

import io.netty.channel.ChannelHandler;

/// Serves one connection over TCP or TLS; see [TurnServer#streamHandler(boolean)].
public interface TurnStream extends ChannelHandler {
    /// Bytes retained of a message that has not come to its end. Asked on the event loop of the
    /// connection.
    long partial();
}
