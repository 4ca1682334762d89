package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The EVEN-PORT attribute, RFC 8656 section 18.7: asks for an even relayed port.
///
/// @param reserveNext whether the next higher port is to be kept for a later request
public record EvenPort(boolean reserveNext) implements StunAttribute {
    /// The number of EVEN-PORT.
    public static final int TYPE = 0x0018;

    static EvenPort decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("EVEN-PORT", value, 1, 1);
        return new EvenPort((value.readByte() & 0x80) != 0);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeByte(reserveNext ? 0x80 : 0);
    }
}
