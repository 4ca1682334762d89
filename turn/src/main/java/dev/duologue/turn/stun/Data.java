package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The DATA attribute, RFC 8656 section 18.4: what a Send or Data indication carries.
///
/// @param value a view of the message it was read from, valid as long as that
public record Data(ByteBuf value) implements StunAttribute {
    /// The number of DATA.
    public static final int TYPE = 0x0013;

    static Data decode(ByteBuf value, TransactionId id) {
        return new Data(value);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeBytes(value, value.readerIndex(), value.readableBytes());
    }
}
