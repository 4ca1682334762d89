package dev.duologue.server.net;

import io.netty.channel.ChannelPipeline;

/// What speaks the protocols that share the port, once it is known which one a connection is. The
/// bytes that told are still to be read.
public interface StreamProtocols {
    /// Adds the handlers of an HTTP connection.
    void http(ChannelPipeline pipeline);

    /// Adds the handlers of a STUN or TURN connection (RFC 8489 section 6.2.2).
    void stun(ChannelPipeline pipeline);
}
