package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/// The NONCE attribute, RFC 8489 section 14.10: what the server wants to see again.
///
/// @param value at most 763 bytes of UTF-8
public record Nonce(String value) implements StunAttribute {
    /// The number of NONCE.
    public static final int TYPE = 0x0015;

    /// Bytes that the RFC allows at most.
    public static final int MAX_SIZE = 763;

    static Nonce decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new Nonce(Text.decode("NONCE", value, 0, MAX_SIZE));
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
