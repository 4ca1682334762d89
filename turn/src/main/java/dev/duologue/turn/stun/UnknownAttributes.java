package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// The UNKNOWN-ATTRIBUTES attribute, RFC 8489 section 14.13: the types that the server did not
/// understand, in a 420 answer.
public record UnknownAttributes(List<Integer> types) implements StunAttribute {
    /// The number of UNKNOWN-ATTRIBUTES.
    public static final int TYPE = 0x000A;

    /// Copies the list.
    public UnknownAttributes {
        types = List.copyOf(types);
    }

    static UnknownAttributes decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        if (value.readableBytes() % 2 != 0) {
            throw new StunDecodeException("UNKNOWN-ATTRIBUTES/length", "odd, must be even");
        }
        List<Integer> types = new ArrayList<>(value.readableBytes() / 2);
        while (value.isReadable()) {
            types.add(value.readUnsignedShort());
        }
        return new UnknownAttributes(types);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        types.forEach(out::writeShort);
    }
}
