package dev.duologue.server.ws;

import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.config.ServerConfig.Limits;
import dev.duologue.server.ops.Counters;
import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.ProblemCode;
import dev.duologue.signaling.protocol.WireText;
import dev.duologue.signaling.room.Connection;
import dev.duologue.signaling.room.Ending;
import dev.duologue.signaling.room.Participant;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One open WebSocket: carries messages between a client and its [Participant], pings, and closes
/// as RFC 6455 section 7 wants it.
public final class WebSocketSession extends SimpleChannelInboundHandler<Frame>
        implements Connection {
    private static final System.Logger LOG = System.getLogger(WebSocketSession.class.getName());
    private static final int PING_FRAME = 0x89;
    private static final int PONG_FRAME = 0x8A;
    private static final int CLOSE_FRAME = 0x88;

    /// How long a client may take to read what waits and to answer a Close before the socket goes.
    private static final int CLOSE_SECONDS = 2;

    /// How long a socket may take nothing while more waits than may wait for a slow reader. That it
    /// takes nothing at this instant says little: an asynchronous write is merely under way.
    private static final int STALL_SECONDS = 1;

    private final Channel channel;
    private final Limits limits;
    private final Duration credentialLifetime;
    private final Counters counters;
    private final Outbox outbox;
    private final AtomicBoolean flushing = new AtomicBoolean();
    private @Nullable Participant participant;
    private @Nullable ScheduledFuture<?> pings;
    private @Nullable ScheduledFuture<?> closeTimer;
    private @Nullable ScheduledFuture<?> stall;
    private @Nullable ScheduledFuture<?> refreshes;
    private final Heartbeat heartbeat;

    /// The data of the newest Ping, until the socket takes the answer: RFC 6455 section 5.5.3 wants
    /// none for the ones before it.
    private byte @Nullable [] pong;

    /// Why this side closes; from then on nothing is read.
    private volatile @Nullable CloseCode closing;

    private boolean closeSent;
    private boolean closeReceived;
    private Ending ending = Ending.BROKEN;

    WebSocketSession(Channel channel, ServerConfig config, WebSocketUpgrade.Shared shared) {
        super(Frame.class);
        this.counters = shared.counters();
        this.channel = channel;
        this.limits = config.limits();
        this.heartbeat =
                new Heartbeat(limits.pingInterval(), limits.pingMisses(), System.nanoTime());
        this.credentialLifetime = config.relay().credentialLifetime();
        this.outbox =
                new Outbox(
                        limits.outboxMessages(),
                        limits.outboxBytes(),
                        shared.budget(),
                        () -> close(CloseCode.SLOW_READER));
    }

    /// Begins, once the handshake is answered.
    ///
    /// @param entrance gives this connection its seat; none if it was refused and closed
    void open(Function<Connection, @Nullable Participant> entrance) {
        long interval = limits.pingInterval().toMillis();
        pings =
                channel.eventLoop()
                        .scheduleWithFixedDelay(
                                this::ping, interval, interval, TimeUnit.MILLISECONDS);
        long half = credentialLifetime.toMillis() / 2; // long before the old ones run out
        refreshes =
                channel.eventLoop()
                        .scheduleWithFixedDelay(
                                this::refreshIceServers, half, half, TimeUnit.MILLISECONDS);
        participant = entrance.apply(this);
    }

    /// Tells the client of `channel` that the server goes away.
    ///
    /// @return false if the channel is not a WebSocket
    public static boolean goAway(Channel channel) {
        WebSocketSession session = channel.pipeline().get(WebSocketSession.class);
        if (session != null) {
            session.close(CloseCode.GOING_AWAY);
        }
        return session != null;
    }

    /// Tells the client of `channel` something, if it is a WebSocket with a seat.
    public static void announce(Channel channel, ProblemCode code, String message) {
        WebSocketSession session = channel.pipeline().get(WebSocketSession.class);
        if (session != null) {
            channel.eventLoop()
                    .execute(() -> {
                        if (session.participant != null) {
                            session.participant.tell(code, message);
                        }
                    });
        }
    }

    @Override
    public void send(WireText message) {
        if (closing != null) {
            return;
        }
        if (outbox.add(message)) {
            flushSoon();
        } else {
            close(CloseCode.SLOW_READER);
        }
    }

    @Override
    public void close(CloseCode code) {
        if (closing == null) {
            closing = code;
            flushSoon();
        }
    }

    /// Hands everything that waits to the socket at the end of this turn of the loop, in one piece.
    private void flushSoon() {
        if (flushing.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushing.set(false);
        if (!channel.isActive()) {
            return;
        }
        CloseCode code = closing;
        if (code != null && closeTimer == null) {
            beginClose(code);
        }
        writeMessages();
        if (stall == null && !channel.isWritable() && outbox.isOver()) {
            stall = channel.eventLoop().schedule(this::stalled, STALL_SECONDS, TimeUnit.SECONDS);
        }
        sendPong();
        if (code != null && outbox.isEmpty() && !closeSent) {
            sendClose(code);
        }
    }

    private void sendClose(CloseCode code) {
        counters.closed(code);
        String reason = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        ChannelFuture sent = sendClose(code.number(), reason);
        if (closeReceived) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void writeMessages() {
        boolean wrote = false;
        while (channel.isWritable() && !outbox.isEmpty()) {
            channel.write(outbox.take(channel.alloc()), channel.voidPromise());
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
    }

    private void beginClose(CloseCode code) {
        closeTimer =
                channel.eventLoop()
                        .schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
        if (code == CloseCode.SLOW_READER) {
            outbox.clear(); // it would not be read
        }
        if (code != CloseCode.GOING_AWAY) { // where everybody goes, nobody needs to be told
            leave(); // so that the seat is free, or waits, when the client comes again
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            cancel(stall);
            stall = null;
            flushSoon();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /// The socket has taken nothing all that time, or this would not be called.
    private void stalled() {
        if (!channel.isWritable() && outbox.isOver()) { // or the timer ran late
            close(CloseCode.SLOW_READER);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
        heartbeat.heard();
        switch (frame) {
            case Frame.Close(var code) -> closed(code);
            case Frame.Pong _ -> {}
            case Frame.Ping(var data) -> {
                pong = data;
                sendPong();
            }
            case Frame.Violation(var code, var rule) -> {
                LOG.log(Level.DEBUG, "closing a WebSocket: {0}", rule);
                ending = Ending.REFUSED;
                leave();
                close(code);
            }
            case Frame.Text(var text) -> {
                if (participant != null && closing == null) {
                    participant.receive(this, text);
                }
            }
            case Frame.Skipped(var why) -> {
                if (participant != null && closing == null) {
                    participant.refuse(this, why, rule(why));
                }
            }
        }
    }

    private String rule(ProblemCode why) {
        return why == ProblemCode.TOO_LARGE
                ? "a message must be at most "
                        + limits.messageSize()
                        + " bytes long; this one was skipped"
                : "messages must be text; this binary one was skipped";
    }

    /// The client closes, or answers our Close.
    private void closed(int code) {
        closeReceived = true;
        if (closeSent) {
            channel.close(); // which leaves
        } else if (closing != null) {
            outbox.clear();
            flushSoon(); // our own reason, and then the end
        } else {
            closing = CloseCode.NORMAL;
            ending = endingOf(code);
            leave();
            outbox.clear();
            // The server closes first, RFC 6455 section 7.1.1.
            sendClose(code, "").addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// What a client means that closes with this code: with one that is not named here it gives the
    /// connection up, and may come again.
    private static Ending endingOf(int code) {
        if (code == CloseCode.NORMAL.number() || code == FrameDecoder.NO_STATUS) {
            return Ending.FAREWELL;
        }
        return code == CloseCode.GOING_AWAY.number() ? Ending.GONE_AWAY : Ending.BROKEN;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (closing == null) {
            closing = CloseCode.NORMAL;
        }
        cancel(refreshes);
        cancel(pings);
        cancel(closeTimer);
        cancel(stall);
        leave();
        outbox.close();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The connection broke, or its TLS: the decoder of that wraps what it throws.
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            ctx.close();
            return;
        }
        LOG.log(Level.ERROR, "a bug: closing a WebSocket", cause);
        leave();
        close(CloseCode.INTERNAL_ERROR);
    }

    private void leave() {
        Participant member = participant;
        if (member != null) {
            participant = null;
            member.left(this, ending);
        }
    }

    private void refreshIceServers() {
        if (participant != null && closing == null) {
            participant.refreshIceServers();
        }
    }

    private void ping() {
        if (!heartbeat.beat(System.nanoTime())) {
            close(CloseCode.PING_TIMEOUT);
            return;
        }
        if (!closeSent) {
            write(PING_FRAME, new byte[0]);
        }
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void sendPong() {
        byte[] data = pong;
        if (data != null && channel.isWritable() && !closeSent) {
            pong = null;
            write(PONG_FRAME, data);
        }
    }

    private ChannelFuture sendClose(int code, String reason) {
        closeSent = true;
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        boolean hasCode = code != FrameDecoder.NO_STATUS;
        byte[] payload = new byte[hasCode ? 2 + text.length : 0];
        if (hasCode) {
            payload[0] = (byte) (code >> 8);
            payload[1] = (byte) code;
            System.arraycopy(text, 0, payload, 2, text.length);
        }
        return write(CLOSE_FRAME, payload);
    }

    private ChannelFuture write(int type, byte[] payload) {
        ByteBuf frame =
                Unpooled.wrappedBuffer(new byte[] {(byte) type, (byte) payload.length}, payload);
        return channel.writeAndFlush(frame);
    }
}
