package dev.duologue.server.net;

import dev.duologue.server.ops.Counters;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Admits each new connection at the moment when it is accepted: once it waits for its own loop,
/// hundreds more may have taken descriptors.
final class Admission extends ChannelInboundHandlerAdapter {
    private final OpenFiles files;
    private final Counters counters;

    Admission(OpenFiles files, Counters counters) {
        this.files = files;
        this.counters = counters;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        if (accepted instanceof Channel connection && !files.admit(connection)) {
            counters.add(Counters.Count.OVER_LIMIT);
            connection.unsafe().closeForcibly();
        } else {
            ctx.fireChannelRead(accepted);
        }
    }
}
