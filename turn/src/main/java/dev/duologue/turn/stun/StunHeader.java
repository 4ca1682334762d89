package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The first 20 bytes of a STUN message, RFC 8489 section 5.
///
/// @param length bytes after the header, a multiple of 4
public record StunHeader(
        StunClass messageClass, StunMethod method, TransactionId transactionId, int length) {
    /// Reads a header and leaves the reader index behind it.
    ///
    /// @throws StunDecodeException if there are under 20 bytes, the first two bits are not zero,
    ///   the length is not a multiple of 4, or the magic cookie is wrong
    public static StunHeader decode(ByteBuf in) throws StunDecodeException {
        if (in.readableBytes() < StunMessage.HEADER_SIZE) {
            throw new StunDecodeException("message/header", in.readableBytes() + " bytes of 20");
        }
        int type = in.readUnsignedShort();
        if ((type & 0xC000) != 0) {
            throw new StunDecodeException("message/type", "its first two bits must be zero");
        }
        int length = in.readUnsignedShort();
        if (length % 4 != 0) {
            throw new StunDecodeException("message/length", length + ", must be a multiple of 4");
        }
        if (in.readInt() != StunMessage.MAGIC_COOKIE) {
            throw new StunDecodeException("message/cookie", "must be 2112a442");
        }
        return new StunHeader(
                StunClass.of(type), StunMethod.of(type), TransactionId.read(in), length);
    }
}
