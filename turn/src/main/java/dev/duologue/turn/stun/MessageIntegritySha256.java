package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The MESSAGE-INTEGRITY-SHA256 attribute, RFC 8489 section 14.6: HMAC-SHA-256 over what stands
/// before it, cut to 16 to 32 bytes, 4 by 4. [Integrity] makes and checks it.
///
/// @param value a view of the message it was read from, valid as long as that
public record MessageIntegritySha256(ByteBuf value) implements StunAttribute {
    /// The number of MESSAGE-INTEGRITY-SHA256.
    public static final int TYPE = 0x001C;

    static MessageIntegritySha256 decode(ByteBuf value, TransactionId id)
            throws StunDecodeException {
        Checks.checkSize("MESSAGE-INTEGRITY-SHA256", value, 16, 32);
        int size = value.readableBytes();
        if (size % 4 != 0) {
            throw new StunDecodeException(
                    "MESSAGE-INTEGRITY-SHA256/length", size + " bytes, must be a multiple of 4");
        }
        return new MessageIntegritySha256(value);
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
