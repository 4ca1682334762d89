package dev.duologue.server.net;

import dev.duologue.server.ops.Counters;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that has not said what it wants in time, however slowly it goes on saying
/// it.
public final class Deadline extends ChannelHandlerAdapter {
    private final Duration handshake;
    private final Counters counters;
    private @Nullable Future<?> timer;

    /// @param handshake for a connection to say what it wants
    public Deadline(Duration handshake, Counters counters) {
        this.handshake = handshake;
        this.counters = counters;
    }

    /// The deadline of a connection; `null` once it has become a WebSocket.
    public static @Nullable Deadline of(Channel channel) {
        return channel.pipeline().get(Deadline.class);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        restart(ctx.channel(), handshake);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }

    /// Gives the client this long from now.
    public void restart(Channel channel, Duration time) {
        stop();
        timer =
                channel.eventLoop()
                        .schedule(() -> expire(channel), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The client did what it had to do.
    public void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void expire(Channel channel) {
        counters.add(Counters.Count.HANDSHAKE_TIMEOUTS);
        channel.close();
    }
}
