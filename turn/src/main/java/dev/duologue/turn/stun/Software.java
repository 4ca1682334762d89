package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/// The SOFTWARE attribute, RFC 8489 section 14.14: the name of the program that speaks.
///
/// @param value at most 763 bytes of UTF-8
public record Software(String value) implements StunAttribute {
    /// The number of SOFTWARE.
    public static final int TYPE = 0x8022;

    /// Bytes that the RFC allows at most.
    public static final int MAX_SIZE = 763;

    static Software decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new Software(Text.decode("SOFTWARE", value, 0, MAX_SIZE));
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
