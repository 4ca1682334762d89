package dev.duologue.server.net;

import dev.duologue.server.ops.Failures;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/// Handles a failed accept, such as for want of descriptors: the system would fail again at once,
/// so the port pauses for a second. Logged once a minute.
final class AcceptErrors extends ChannelInboundHandlerAdapter {
    private final Failures failures;

    AcceptErrors(Failures failures) {
        this.failures = failures;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // First: if the report fails too, the port must not try again at once.
        ctx.channel().config().setAutoRead(false);
        ctx.executor()
                .schedule(() -> ctx.channel().config().setAutoRead(true), 1, TimeUnit.SECONDS);
        failures.report("accepting a connection", cause);
    }
}
