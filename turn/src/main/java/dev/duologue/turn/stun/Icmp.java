package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The ICMP attribute, RFC 8656 section 18.13: what a router said about a datagram to a peer.
///
/// @param icmpType 0 to 127
/// @param icmpCode 0 to 511
/// @param errorData such as the MTU of the next hop
public record Icmp(int icmpType, int icmpCode, int errorData) implements StunAttribute {
    /// The number of ICMP.
    public static final int TYPE = 0x8004;

    static Icmp decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("ICMP", value, 8, 8);
        value.skipBytes(2); // reserved
        int typeAndCode = value.readUnsignedShort();
        return new Icmp(typeAndCode >>> 9, typeAndCode & 0x1FF, value.readInt());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeShort(0).writeShort((icmpType << 9) | (icmpCode & 0x1FF)).writeInt(errorData);
    }
}
