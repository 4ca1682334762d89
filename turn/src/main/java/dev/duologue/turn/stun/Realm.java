package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/// The REALM attribute, RFC 8489 section 14.9: the domain in which a user name is valid.
///
/// @param value at most 763 bytes of UTF-8
public record Realm(String value) implements StunAttribute {
    /// The number of REALM.
    public static final int TYPE = 0x0014;

    /// Bytes that the RFC allows at most.
    public static final int MAX_SIZE = 763;

    static Realm decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        return new Realm(Text.decode("REALM", value, 0, MAX_SIZE));
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
