package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The DONT-FRAGMENT attribute, RFC 8656 section 18.9: asks that the datagram to the peer is not
/// fragmented.
public record DontFragment() implements StunAttribute {
    /// The number of DONT-FRAGMENT.
    public static final int TYPE = 0x001A;

    static DontFragment decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("DONT-FRAGMENT", value, 0, 0);
        return new DontFragment();
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        // It has no value.
    }
}
