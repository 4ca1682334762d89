package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The MAPPED-ADDRESS attribute, RFC 8489 section 14.1: the address a request came from, for
/// classic clients.
public record MappedAddress(TransportAddress address) implements StunAttribute {
    /// The number of MAPPED-ADDRESS.
    public static final int TYPE = 0x0001;

    static MappedAddress decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new MappedAddress(TransportAddress.decode("MAPPED-ADDRESS", value));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        address.encode(out);
    }
}
