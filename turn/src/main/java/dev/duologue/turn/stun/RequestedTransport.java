package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The REQUESTED-TRANSPORT attribute, RFC 8656 section 18.8: the protocol between server and peer.
///
/// @param protocol an IP protocol number, 0 to 255; 17 is UDP
public record RequestedTransport(int protocol) implements StunAttribute {
    /// The number of REQUESTED-TRANSPORT.
    public static final int TYPE = 0x0019;

    static RequestedTransport decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("REQUESTED-TRANSPORT", value, 4, 4);
        return new RequestedTransport(value.readUnsignedByte());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeByte(protocol).writeZero(3);
    }
}
