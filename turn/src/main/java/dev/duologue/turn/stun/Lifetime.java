package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The LIFETIME attribute, RFC 8656 section 18.2: how long an allocation lasts.
///
/// @param seconds 0 to 2^32-1
public record Lifetime(long seconds) implements StunAttribute {
    /// The number of LIFETIME.
    public static final int TYPE = 0x000D;

    static Lifetime decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("LIFETIME", value, 4, 4);
        return new Lifetime(value.readUnsignedInt());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeInt((int) seconds);
    }
}
