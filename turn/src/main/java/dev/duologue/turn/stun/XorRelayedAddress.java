package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The XOR-RELAYED-ADDRESS attribute, RFC 8656 section 18.5: the address that the server allocated
/// to the client.
public record XorRelayedAddress(TransportAddress address) implements StunAttribute {
    /// The number of XOR-RELAYED-ADDRESS.
    public static final int TYPE = 0x0016;

    static XorRelayedAddress decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new XorRelayedAddress(TransportAddress.decodeXor("XOR-RELAYED-ADDRESS", value, id));
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
