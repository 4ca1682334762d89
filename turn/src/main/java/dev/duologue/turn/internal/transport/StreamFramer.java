package dev.duologue.turn.internal.transport;

import dev.duologue.turn.stun.StunMessage;
import io.netty.buffer.ByteBuf;

/// Finds messages in a stream of bytes, RFC 8656 sections 2.1 and 12.5: STUN messages and
/// ChannelData padded to a multiple of 4.
final class StreamFramer {
    /// More bytes are needed to say.
    static final int INCOMPLETE = 0;

    /// This is no such stream; nothing after it can be understood.
    static final int BROKEN = -1;

    private static final int CHANNEL_HEADER = 4;
    private static final int SEND_INDICATION = 0x0016;

    private final int maxRequest;
    private boolean begun;

    /// @param maxRequest bytes of a STUN message that is not a Send indication
    StreamFramer(int maxRequest) {
        this.maxRequest = maxRequest;
    }

    /// Looks at the next message without taking it.
    ///
    /// @return its size with padding, when all of it is there; [#INCOMPLETE] or [#BROKEN]
    int next(ByteBuf in) {
        int available = in.readableBytes();
        if (available < CHANNEL_HEADER) {
            return INCOMPLETE;
        }
        int at = in.readerIndex();
        int type = in.getUnsignedShort(at);
        int length = in.getUnsignedShort(at + 2);
        int size = size(type, length);
        if (size == BROKEN || size > available) {
            return size == BROKEN ? BROKEN : INCOMPLETE;
        }
        begun = true;
        return size;
    }

    private int size(int type, int length) {
        return switch (type >>> 14) {
            case 0 -> stunSize(type, length);
            case 1 -> begun ? CHANNEL_HEADER + ((length + 3) & ~3) : BROKEN;
            default -> BROKEN;
        };
    }

    private int stunSize(int type, int length) {
        int size = StunMessage.HEADER_SIZE + length;
        boolean tooLong = type != SEND_INDICATION && size > maxRequest;
        return length % 4 != 0 || tooLong || (!begun && type > 0x01FF) ? BROKEN : size;
    }
}
