package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The 96 bits that match an answer to its request, RFC 8489 section 5.
///
/// @param head the first 4 bytes
/// @param tail the last 8 bytes
public record TransactionId(int head, long tail) {
    /// Bytes on the wire.
    public static final int SIZE = 12;

    static TransactionId read(ByteBuf in) {
        return new TransactionId(in.readInt(), in.readLong());
    }

    void write(ByteBuf out) {
        out.writeInt(head).writeLong(tail);
    }

    /// 24 hexadecimal digits.
    @Override
    public String toString() {
        return String.format("%08x%016x", head, tail);
    }
}
