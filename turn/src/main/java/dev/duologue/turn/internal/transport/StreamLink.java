package dev.duologue.turn.internal.transport;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.TurnStream;
import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.internal.engine.Packet;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.TransportAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One TCP or TLS connection of a client: finds messages in its bytes, and sends as much as the
/// client reads. What a slow client has not read is bounded: further data is dropped.
public final class StreamLink extends ByteToMessageDecoder implements Link, TurnStream {
    /// Room for the longest message and for what may be put before and behind it.
    static final int SCRATCH = Packet.HEADROOM + 20 + 65_536 + 64;

    private static final FastThreadLocal<Scratch> SCRATCHES =
            new FastThreadLocal<>() {
                @Override
                protected Scratch initialValue() {
                    return new Scratch();
                }
            };

    private final SharedEngine engine;
    private final TurnConfig config;
    private final String protocol;
    private final @Nullable InetSocketAddress forwarded;
    private final StreamFramer framer;
    private @Nullable ChannelHandlerContext context;
    private FiveTuple tuple;

    /// What a thread needs for one message at a time.
    private static final class Scratch {
        final ByteBuf bytes = Unpooled.buffer(SCRATCH, SCRATCH);
        final SendQueue out = new SendQueue(null);
        @Nullable Packet packet;
    }

    /// A connection that was just accepted.
    ///
    /// @param protocol `tcp` or `tls`
    /// @param forwarded the client as a trusted proxy names it; `null` if there is none
    public StreamLink(
            SharedEngine engine,
            TurnConfig config,
            String protocol,
            @Nullable InetSocketAddress forwarded) {
        this.engine = engine;
        this.config = config;
        this.protocol = protocol;
        this.forwarded = forwarded;
        this.framer = new StreamFramer(config.maxRequestSize());
        setDiscardAfterReads(1); // or the buffer grows with what has been read of it
        TransportAddress none = TransportAddress.ipv4(0, 0);
        this.tuple = new FiveTuple(this, none, none);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        InetSocketAddress client =
                forwarded == null ? (InetSocketAddress) ctx.channel().remoteAddress() : forwarded;
        InetSocketAddress server = (InetSocketAddress) ctx.channel().localAddress();
        tuple = new FiveTuple(this, TransportAddress.of(client), TransportAddress.of(server));
        int backlog = config.streamBacklog();
        ctx.channel()
                .config()
                .setOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(backlog / 2, backlog));
        ctx.channel().config().setOption(ChannelOption.TCP_NODELAY, true);
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.setWrapDataSize(0); // a record each: there are clients that read no more of one
        }
        expectAllocation(ctx);
    }

    /// Closes the connection if it has no allocation by then, and looks again later if it has.
    private void expectAllocation(ChannelHandlerContext ctx) {
        var _ =
                ctx.executor()
                        .schedule(
                                () -> {
                                    if (!ctx.channel().isActive()) {
                                        return;
                                    }
                                    if (engine.use(held -> held.hasAllocation(tuple))) {
                                        expectAllocation(ctx);
                                    } else {
                                        var _ = ctx.close();
                                    }
                                },
                                config.streamTimeout().toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> unused) {
        int size = framer.next(in);
        if (size > 0) {
            Scratch scratch = SCRATCHES.get();
            long now = engine.now();
            engine.begin();
            try {
                while (size > 0) {
                    receive(scratch, in, size, now);
                    size = framer.next(in);
                }
            } finally {
                engine.end(scratch.out);
            }
        }
        if (size == StreamFramer.BROKEN) {
            engine.drop(Drop.MALFORMED, 1);
            in.skipBytes(in.readableBytes());
            var _ = ctx.close();
        }
    }

    private void receive(Scratch scratch, ByteBuf in, int size, long now) {
        Packet packet = scratch.packet;
        if (packet == null) {
            packet = new Packet(this, scratch.bytes);
            scratch.packet = packet;
        }
        packet.link = this;
        packet.high = tuple.client().high();
        packet.low = tuple.client().low();
        packet.port = tuple.client().port();
        packet.serverHigh = tuple.server().high();
        packet.serverLow = tuple.server().low();
        packet.serverPort = tuple.server().port();
        packet.start = Packet.HEADROOM;
        packet.end = packet.start + size;
        scratch.bytes.setBytes(packet.start, in, in.readerIndex(), size);
        in.skipBytes(size);
        engine.receive(packet, scratch.out, now);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        gone();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        gone();
        super.channelInactive(ctx);
    }

    private void gone() {
        engine.use(held -> {
            held.disconnected(tuple);
            return true;
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean broken = cause instanceof IOException || cause.getCause() instanceof IOException;
        if (!broken) { // neither a reset nor TLS that is wrong
            engine.failed(cause);
        }
        var _ = ctx.close();
    }

    @Override
    public long partial() {
        return actualReadableBytes() == 0 ? 0 : internalBuffer().capacity();
    }

    @Override
    public boolean stream() {
        return true;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public void send(SendQueue out, Packet packet, Target to) {
        ChannelHandlerContext open = context;
        if (open == null) {
            return;
        }
        if (!open.channel().isWritable()) {
            engine.held().drop(Drop.SLOW_READER);
            if (packet.destination == Destination.SENDER) {
                var _ = open.close(); // asks, but does not read the answers
            }
            return;
        }
        int size = packet.end - packet.start;
        var _ = open.write(open.alloc().buffer(size).writeBytes(packet.bytes, packet.start, size));
        out.touch(this);
    }

    @Override
    public void flush() {
        if (context != null) {
            context.flush();
        }
    }
}
