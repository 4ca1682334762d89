package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/// The USERNAME attribute, RFC 8489 section 14.3: who asks.
///
/// @param value UTF-8, of which 508 bytes may be sent
public record Username(String value) implements StunAttribute {
    /// The number of USERNAME.
    public static final int TYPE = 0x0006;

    /// Bytes that are read at most; the RFC wants as many as RFC 5389 could mean.
    public static final int MAX_SIZE = 763;

    static Username decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new Username(Text.decode("USERNAME", value, 0, MAX_SIZE));
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
