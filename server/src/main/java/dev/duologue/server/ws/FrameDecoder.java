package dev.duologue.server.ws;

import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.ProblemCode;
import dev.duologue.signaling.rate.TokenBucket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what clients send over a WebSocket, RFC 6455 section 5.
///
/// Our own instead of Netty's, because a message that is too long or binary must cost an error and
/// not the connection: it is read past here, piece by piece, and never held in memory.
final class FrameDecoder extends ByteToMessageDecoder {
    /// A message that announces more than this is not read past any more.
    static final int MAX_SKIPPED = 16 << 20;

    private static final int MAX_CONTROL = 125;
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    /// Stands for "no code", and is never sent.
    static final int NO_STATUS = 1005;

    private final int maxMessage;
    private final TokenBucket rate;

    /// Whether the client broke a rule: nothing but its Close is looked for any more.
    private boolean broken;

    /// Whether nothing that comes matters any more.
    private boolean dead;

    /// Bytes of a frame that are to be read past.
    private long skip;

    /// Whether the frame that is read past is the last of its message.
    private boolean skipEnds;

    /// The fragments of a message so far; `null` between messages.
    private @Nullable Fragments fragments;

    /// @param maxMessage bytes of a message that is still handed on
    /// @param frameRate frames a second, whatever they are; 0 = no limit
    FrameDecoder(int maxMessage, int frameRate) {
        this.maxMessage = maxMessage;
        this.rate = new TokenBucket(frameRate, System.nanoTime());
        setDiscardAfterReads(1); // or the buffer grows with what has been read of it
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (dead) {
            in.skipBytes(in.readableBytes());
        } else if (skip > 0) {
            skipMore(in, out);
        } else {
            int start = in.readerIndex();
            FrameHeader header = FrameHeader.read(in);
            if (header == null) {
                return;
            }
            if (!accept(header, in, out)) {
                in.readerIndex(start); // the rest of the frame is still to come
            } else if (!dead && !rate.allows(System.nanoTime())) {
                // A frame costs the same however little is in it.
                dead = true;
                out.add(new Frame.Violation(CloseCode.TOO_MANY_FRAMES, "too many frames a second"));
            }
        }
    }

    /// Bytes retained of a message that is not complete yet.
    long retained() {
        long frame = actualReadableBytes() == 0 ? 0 : internalBuffer().capacity();
        return frame + (fragments == null ? 0 : fragments.retained());
    }

    private boolean accept(FrameHeader header, ByteBuf in, List<Object> out) {
        if (broken && header.opcode() == CLOSE && header.length() <= MAX_CONTROL) {
            // As a whole: what is left unread of a socket makes it end with a reset.
            return header.readPayload(in) != null && passOver(header, in, out);
        }
        if (broken) {
            return passOver(header, in, out);
        }
        Frame.Violation violation = check(header);
        if (violation != null) {
            broken = true;
            out.add(violation);
            return passOver(header, in, out);
        }
        return header.isControl() ? control(header, in, out) : data(header, in, out);
    }

    /// Looks for the Close of a client that broke a rule: the connection ends with it. The rule may
    /// be broken by the Close itself.
    private boolean passOver(FrameHeader header, ByteBuf in, List<Object> out) {
        if (header.opcode() == CLOSE) {
            dead = true;
            out.add(new Frame.Close(NO_STATUS));
        } else if (header.length() < 0 || header.length() > MAX_SKIPPED) {
            dead = true; // where the next frame would begin is anybody's guess
        } else {
            skip = header.length();
            skipEnds = false;
            skipMore(in, out);
        }
        return true;
    }

    private Frame.@Nullable Violation check(FrameHeader header) {
        if (header.reserved() != 0) {
            return broken("reserved bits must be 0 (RFC 6455 section 5.2)");
        }
        if (!header.masked()) {
            return broken("frames of a client must be masked (RFC 6455 section 5.1)");
        }
        if (header.length() < 0) {
            return broken("the highest bit of a length must be 0 (RFC 6455 section 5.2)");
        }
        return switch (header.opcode()) {
            case CONTINUATION ->
                    fragments == null
                            ? broken("a continuation must follow a start (section 5.4)")
                            : size(header);
            case TEXT, BINARY ->
                    fragments == null
                            ? size(header)
                            : broken("a message must end before the next (section 5.4)");
            case CLOSE, PING, PONG ->
                    header.fin() && header.length() <= MAX_CONTROL
                            ? null
                            : broken(
                                    "a control frame is one frame of at most 125 bytes (section"
                                            + " 5.5)");
            default -> broken("opcode " + header.opcode() + " is reserved (RFC 6455 section 5.2)");
        };
    }

    private Frame.@Nullable Violation size(FrameHeader header) {
        long before = fragments == null ? 0 : fragments.total;
        return header.length() <= MAX_SKIPPED - before
                ? null
                : new Frame.Violation(
                        CloseCode.TOO_BIG,
                        "a message must be at most " + maxMessage + " bytes long");
    }

    private boolean control(FrameHeader header, ByteBuf in, List<Object> out) {
        byte[] payload = header.readPayload(in);
        if (payload == null) {
            return false;
        }
        switch (header.opcode()) {
            case PING -> out.add(new Frame.Ping(payload));
            case PONG -> out.add(new Frame.Pong());
            default -> {
                dead = true; // nothing may follow a Close
                Frame close = close(payload);
                out.add(close);
                if (close instanceof Frame.Violation) {
                    out.add(new Frame.Close(NO_STATUS)); // it is one all the same
                }
            }
        }
        return true;
    }

    private static Frame close(byte[] payload) {
        if (payload.length == 0) {
            return new Frame.Close(NO_STATUS);
        }
        int code = payload.length < 2 ? 0 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        if (!isCloseCode(code)) {
            return broken("a Close must carry a code of RFC 6455 section 7.4, or nothing");
        }
        return Utf8.isValid(payload, 2)
                ? new Frame.Close(code)
                : new Frame.Violation(CloseCode.NOT_UTF8, "the reason of a Close must be UTF-8");
    }

    /// Whether a Close may carry `code`, RFC 6455 section 7.4 and the registry it began.
    private static boolean isCloseCode(int code) {
        return switch (code) {
            case 1004, NO_STATUS, 1006 -> false;
            default -> (code >= 1000 && code <= 1014) || (code >= 3000 && code <= 4999);
        };
    }

    private boolean data(FrameHeader header, ByteBuf in, List<Object> out) {
        Fragments message =
                fragments == null ? new Fragments(header.opcode() == BINARY) : fragments;
        boolean keep = !message.binary && message.total + header.length() <= maxMessage;
        if (keep) {
            byte[] payload = header.readPayload(in);
            if (payload == null) {
                return false;
            }
            message.total += payload.length;
            if (header.fin()) {
                fragments = null;
                out.add(text(message.join(payload)));
            } else {
                message.keep(payload);
                fragments = message;
            }
            return true;
        }
        message.total += header.length();
        message.forget();
        fragments = message;
        skip = header.length();
        skipEnds = header.fin();
        skipMore(in, out);
        return true;
    }

    private void skipMore(ByteBuf in, List<Object> out) {
        int now = (int) Math.min(skip, in.readableBytes());
        in.skipBytes(now);
        skip -= now;
        if (skip == 0 && skipEnds && fragments != null) {
            out.add(
                    new Frame.Skipped(
                            fragments.binary ? ProblemCode.NOT_TEXT : ProblemCode.TOO_LARGE));
            fragments = null;
        }
    }

    private Frame text(byte[] text) {
        if (Utf8.isValid(text, 0)) {
            return new Frame.Text(text);
        }
        broken = true;
        return new Frame.Violation(CloseCode.NOT_UTF8, "text must be UTF-8 (RFC 6455 section 8.1)");
    }

    private static Frame.Violation broken(String rule) {
        return new Frame.Violation(CloseCode.PROTOCOL_ERROR, rule);
    }

    /// A message of which the end is still to come.
    private static final class Fragments {
        private final boolean binary;
        private long total;
        private @Nullable ByteArrayOutputStream bytes;

        Fragments(boolean binary) {
            this.binary = binary;
        }

        void keep(byte[] payload) {
            if (bytes == null) {
                bytes = new ByteArrayOutputStream(payload.length);
            }
            bytes.writeBytes(payload);
        }

        byte[] join(byte[] last) {
            if (bytes == null) {
                return last;
            }
            bytes.writeBytes(last);
            return bytes.toByteArray();
        }

        /// An array that grows may be twice as long as what is in it.
        long retained() {
            return bytes == null ? 0 : 2L * bytes.size();
        }

        /// The message will not be handed on. Its length from now on is only counted.
        void forget() {
            bytes = null;
        }
    }
}
