package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The XOR-PEER-ADDRESS attribute, RFC 8656 section 18.3: a peer as the server sees it.
public record XorPeerAddress(TransportAddress address) implements StunAttribute {
    /// The number of XOR-PEER-ADDRESS.
    public static final int TYPE = 0x0012;

    static XorPeerAddress decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new XorPeerAddress(TransportAddress.decodeXor("XOR-PEER-ADDRESS", value, id));
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
