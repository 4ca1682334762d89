package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The ALTERNATE-SERVER attribute, RFC 8489 section 14.15: another server to try.
public record AlternateServer(TransportAddress address) implements StunAttribute {
    /// The number of ALTERNATE-SERVER.
    public static final int TYPE = 0x8023;

    static AlternateServer decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new AlternateServer(TransportAddress.decode("ALTERNATE-SERVER", value));
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
