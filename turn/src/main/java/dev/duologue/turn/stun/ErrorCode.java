package dev.duologue.turn.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/// The ERROR-CODE attribute, RFC 8489 section 14.8.
///
/// @param code 300 to 699
/// @param reason text for people, at most 763 bytes; programs act on `code` alone
public record ErrorCode(int code, String reason) implements StunAttribute {
    /// The number of ERROR-CODE.
    public static final int TYPE = 0x0009;

    /// Checks the code.
    ///
    /// @throws IllegalArgumentException if the code is not 300 to 699
    public ErrorCode {
        if (code < 300 || code > 699) {
            throw new IllegalArgumentException("code = " + code + ": must be 300 to 699");
        }
    }

    /// Decodes the value of an ERROR-CODE attribute.
    ///
    /// @throws StunDecodeException if it is under 4 or over 767 bytes long, its class is not 3 to
    ///   6, or its number is over 99
    static ErrorCode decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("ERROR-CODE", value, 4, 767); // 4 fixed bytes, at most 763 of reason
        value.skipBytes(2); // reserved: sent as 0, ignored on receipt
        int hundreds = Checks.checkRange("ERROR-CODE/class", value.readByte() & 0x07, 3, 6);
        int number = Checks.checkRange("ERROR-CODE/number", value.readUnsignedByte(), 0, 99);
        return new ErrorCode(
                hundreds * 100 + number, Text.decode("ERROR-CODE/reason", value, 0, 763));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeShort(0).writeByte(code / 100).writeByte(code % 100);
        out.writeCharSequence(reason, UTF_8);
    }
}
