package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The ADDITIONAL-ADDRESS-FAMILY attribute, RFC 8656 section 18.11: asks for a second relayed
/// address of this family.
///
/// @param family as on the wire, 0 to 255: only 2 is of use
public record AdditionalAddressFamily(int family) implements StunAttribute {
    /// The number of ADDITIONAL-ADDRESS-FAMILY.
    public static final int TYPE = 0x8000;

    static AdditionalAddressFamily decode(ByteBuf value, TransactionId id)
            throws StunDecodeException {
        Checks.checkSize("ADDITIONAL-ADDRESS-FAMILY", value, 4, 4);
        return new AdditionalAddressFamily(value.readUnsignedByte());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeByte(family).writeZero(3);
    }
}
