package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/// The USERNAME attribute, RFC 8489 section 14.3: who asks.
///
/// @param value at most 513 bytes of UTF-8
public record Username(String value) implements StunAttribute {
    /// The number of USERNAME.
    public static final int TYPE = 0x0006;

    /// Bytes that the RFC allows at most.
    public static final int MAX_SIZE = 513;

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
