package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The XOR-MAPPED-ADDRESS attribute, RFC 8489 section 14.2: the address a request came from.
public record XorMappedAddress(TransportAddress address) implements StunAttribute {
    /// The number of XOR-MAPPED-ADDRESS.
    public static final int TYPE = 0x0020;

    static XorMappedAddress decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new XorMappedAddress(TransportAddress.decodeXor("XOR-MAPPED-ADDRESS", value, id));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        address.encodeXor(out, id);
    }
}
