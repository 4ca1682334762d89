package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The RESERVATION-TOKEN attribute, RFC 8656 section 18.10: names a relayed address that the server
/// keeps.
///
/// @param token 8 bytes that nobody can guess
public record ReservationToken(long token) implements StunAttribute {
    /// The number of RESERVATION-TOKEN.
    public static final int TYPE = 0x0022;

    static ReservationToken decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("RESERVATION-TOKEN", value, 8, 8);
        return new ReservationToken(value.readLong());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeLong(token);
    }
}
