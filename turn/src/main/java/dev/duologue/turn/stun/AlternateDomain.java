package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/// The ALTERNATE-DOMAIN attribute, RFC 8489 section 14.16: the name to expect in the certificate of
/// an alternate server.
///
/// @param value at most 255 bytes of UTF-8
public record AlternateDomain(String value) implements StunAttribute {
    /// The number of ALTERNATE-DOMAIN.
    public static final int TYPE = 0x8003;

    /// Bytes that the RFC allows at most.
    public static final int MAX_SIZE = 255;

    static AlternateDomain decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new AlternateDomain(Text.decode("ALTERNATE-DOMAIN", value, 0, MAX_SIZE));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeCharSequence(value, UTF_8);
    }
}
