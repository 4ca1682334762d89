package dev.duologue.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/// Reads one request at a time: the next one is not looked at before the answer to this one is in
/// the socket. A client that pipelines requests and does not drain the answers is not read from.
final class RequestDecoder extends HttpRequestDecoder {
    /// Bytes behind an unanswered request that are still read from the socket.
    private static final int MAX_AHEAD = 16_384;

    /// Heap that a byte of a header costs until its request is answered: short headers cost most.
    private static final int HEAP_PER_BYTE = 40;

    private boolean busy;
    private boolean reading;
    private boolean resumed;
    private long started;

    RequestDecoder(HttpDecoderConfig config) {
        super(config);
        setDiscardAfterReads(1); // or the buffer grows with what has been read of it
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        if (bytes instanceof ByteBuf more) {
            started += more.readableBytes();
        }
        reading = true;
        try {
            super.channelRead(ctx, bytes);
            while (resumed && actualReadableBytes() > 0) {
                resumed = false;
                super.channelRead(ctx, Unpooled.EMPTY_BUFFER);
            }
        } finally {
            reading = false;
            resumed = false;
        }
        if (busy && actualReadableBytes() > MAX_AHEAD) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (!busy) {
            super.decode(ctx, in, out);
        }
    }

    /// Holds the requests that follow back.
    void pause() {
        busy = true;
        started = 0;
    }

    /// Goes on with the next request.
    ///
    /// @param ctx of this handler
    void resume(ChannelHandlerContext ctx) throws Exception {
        busy = false;
        started = actualReadableBytes();
        ctx.channel().config().setAutoRead(true);
        if (reading) { // the answer was quick: the loop in channelRead goes on
            resumed = true;
        } else if (started > 0) {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            ctx.fireChannelReadComplete();
        }
    }

    /// Bytes retained of requests that are not answered.
    long retained() {
        return busy ? actualReadableBytes() : started * HEAP_PER_BYTE;
    }
}
