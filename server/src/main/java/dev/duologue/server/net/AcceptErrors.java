package dev.duologue.server.net;

import dev.duologue.server.ops.Failures;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/// What to do where a connection cannot be accepted, such as for want of descriptors: the system
/// would say so again at once, so the port takes a second off. Logged once a minute.
final class AcceptErrors extends ChannelInboundHandlerAdapter {
    private final Failures failures;

    AcceptErrors(Failures failures) {
        this.failures = failures;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failures.report("accepting a connection", cause);
        ctx.channel().config().setAutoRead(false);
        ctx.executor()
                .schedule(() -> ctx.channel().config().setAutoRead(true), 1, TimeUnit.SECONDS);
    }
}
