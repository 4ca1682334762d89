package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The MESSAGE-INTEGRITY attribute, RFC 8489 section 14.5: HMAC-SHA-1 over what stands before it.
/// [Integrity] makes and checks it.
///
/// @param value a view of the message it was read from, valid as long as that
public record MessageIntegrity(ByteBuf value) implements StunAttribute {
    /// The number of MESSAGE-INTEGRITY.
    public static final int TYPE = 0x0008;

    static MessageIntegrity decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("MESSAGE-INTEGRITY", value, 20, 20);
        return new MessageIntegrity(value);
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
