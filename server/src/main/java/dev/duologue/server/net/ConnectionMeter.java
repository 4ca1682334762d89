package dev.duologue.server.net;

import dev.duologue.signaling.memory.Budget;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.function.LongSupplier;

/// Books what waits inside of one TCP connection, whatever it speaks: bytes that the client has not
/// read, and the beginning of what it has not sent to its end. A connection that is evicted is
/// closed. Stands first in the pipeline; belongs to the loop of the connection.
public final class ConnectionMeter extends ChannelDuplexHandler {
    /// Less than this passes through within a turn of the loop, and is not booked.
    private static final long UNBOOKED = 4096;

    private final Channel channel;
    private final Budget.Account account;
    private LongSupplier partial = () -> 0;
    private long booked;

    ConnectionMeter(Channel channel, Budget budget) {
        this.channel = channel;
        this.account = budget.open(this::evict);
    }

    /// The meter of a connection that came in through [OnePort].
    public static ConnectionMeter of(Channel channel) {
        return channel.pipeline().get(ConnectionMeter.class);
    }

    /// What is retained of a message that is not complete yet.
    ///
    /// @param bytes asked on the loop of the connection
    public void partial(LongSupplier bytes) {
        partial = bytes;
    }

    private void evict() {
        account.close();
        channel.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        book();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        book();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        book();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        account.close();
        ctx.fireChannelInactive();
    }

    private void book() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long waiting = (out == null ? 0 : out.totalPendingWriteBytes()) + partial.getAsLong();
        long now = waiting < UNBOOKED ? 0 : waiting;
        if (now != booked) {
            long more = now - booked;
            booked = now;
            account.add(more);
        }
    }
}
