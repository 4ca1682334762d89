package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The USERHASH attribute, RFC 8489 section 14.4: SHA-256 over user name and realm, in place of the
/// user name.
///
/// @param value a view of the message it was read from, valid as long as that
public record UserHash(ByteBuf value) implements StunAttribute {
    /// The number of USERHASH.
    public static final int TYPE = 0x001E;

    static UserHash decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("USERHASH", value, 32, 32);
        return new UserHash(value);
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
