package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The REQUESTED-ADDRESS-FAMILY attribute, RFC 8656 section 18.6: the family that the relayed
/// address is to be of.
///
/// @param family as on the wire, 0 to 255: the server answers 440 to one it does not have
public record RequestedAddressFamily(int family) implements StunAttribute {
    /// The number of REQUESTED-ADDRESS-FAMILY.
    public static final int TYPE = 0x0017;

    static RequestedAddressFamily decode(ByteBuf value, TransactionId id)
            throws StunDecodeException {
        Checks.checkSize("REQUESTED-ADDRESS-FAMILY", value, 4, 4);
        return new RequestedAddressFamily(value.readUnsignedByte());
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
