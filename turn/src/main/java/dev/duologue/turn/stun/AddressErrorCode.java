package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/// The ADDRESS-ERROR-CODE attribute, RFC 8656 section 18.12: why one of two address families could
/// not be allocated.
///
/// @param family the family it is about
/// @param code 300 to 699
/// @param reason text for people, at most 763 bytes
public record AddressErrorCode(AddressFamily family, int code, String reason)
        implements StunAttribute {
    /// The number of ADDRESS-ERROR-CODE.
    public static final int TYPE = 0x8001;

    static AddressErrorCode decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("ADDRESS-ERROR-CODE", value, 4, 767);
        var family = AddressFamily.of("ADDRESS-ERROR-CODE/family", value.readUnsignedByte());
        value.skipBytes(1); // reserved
        int hundreds = Checks.checkRange("ADDRESS-ERROR-CODE/class", value.readByte() & 0x07, 3, 6);
        int number =
                Checks.checkRange("ADDRESS-ERROR-CODE/number", value.readUnsignedByte(), 0, 99);
        String reason = Text.decode("ADDRESS-ERROR-CODE/reason", value, 0, 763);
        return new AddressErrorCode(family, hundreds * 100 + number, reason);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeByte(family.number()).writeByte(0);
        out.writeByte(code / 100).writeByte(code % 100);
        out.writeCharSequence(reason, UTF_8);
    }
}
