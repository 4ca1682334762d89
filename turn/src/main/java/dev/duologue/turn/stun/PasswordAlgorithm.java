package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The PASSWORD-ALGORITHM attribute, RFC 8489 section 14.12: how the key was made from the
/// password.
///
/// @param number 0 to 0xFFFF, from the registry "STUN Password Algorithms"
/// @param parameters a view of the message it was read from; empty for MD5 and SHA-256
public record PasswordAlgorithm(int number, ByteBuf parameters) implements StunAttribute {
    /// The number of PASSWORD-ALGORITHM.
    public static final int TYPE = 0x001D;

    static PasswordAlgorithm decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        PasswordAlgorithm algorithm = read("PASSWORD-ALGORITHM", value);
        Checks.checkSize("PASSWORD-ALGORITHM/rest", value, 0, 0);
        return algorithm;
    }

    /// Reads one entry with its padding.
    static PasswordAlgorithm read(String attribute, ByteBuf value) throws StunDecodeException {
        Checks.checkSize(attribute, value, 4, 0xFFFF);
        int number = value.readUnsignedShort();
        int size = value.readUnsignedShort();
        int padded = (size + 3) & ~3;
        Checks.checkSize(attribute + "/parameters", value, padded, 0xFFFF);
        ByteBuf parameters = value.readSlice(size);
        value.skipBytes(padded - size);
        return new PasswordAlgorithm(number, parameters);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        int size = parameters.readableBytes();
        out.writeShort(number).writeShort(size);
        out.writeBytes(parameters, parameters.readerIndex(), size);
        out.writeZero(-size & 3);
    }
}
