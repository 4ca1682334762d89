package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The magic cookie of RFC 8489 section 5.
public final class MagicCookie {
    /// Bytes 4 to 7 of every STUN message.
    public static final int VALUE = 0x2112A442;

    private MagicCookie() {}

    /// Whether the cookie stands where a STUN message has it.
    ///
    /// @param message read by index only; stays with the caller
    public static boolean isIn(ByteBuf message) {
        int start = message.readerIndex();
        return message.readableBytes() >= 8 && message.getInt(start + 4) == VALUE;
    }
}
