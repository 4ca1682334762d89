package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;

/// The FINGERPRINT attribute, RFC 8489 section 14.7. [StunMessage#decode] refuses a message whose
/// fingerprint is wrong or not last.
///
/// @param crc CRC-32 over what stands before it, XOR 0x5354554e
public record Fingerprint(int crc) implements StunAttribute {
    /// The number of FINGERPRINT.
    public static final int TYPE = 0x8028;

    private static final int XOR = 0x5354_554E;
    private static final int SIZE = 8;

    static Fingerprint decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("FINGERPRINT", value, 4, 4);
        return new Fingerprint(value.readInt());
    }

    /// Appends it to the message that begins at `start` and ends at the writer index.
    public static void append(ByteBuf message, int start) {
        int end = message.writerIndex();
        message.setShort(start + 2, end - start - StunMessage.HEADER_SIZE + SIZE);
        message.writeShort(TYPE).writeShort(4).writeInt(compute(message, start, end));
    }

    /// What the fingerprint at `end` of the message that begins at `start` must be.
    static int compute(ByteBuf message, int start, int end) {
        CRC32 crc = new CRC32();
        crc.update(message.nioBuffer(start, end - start));
        return (int) crc.getValue() ^ XOR;
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeInt(crc);
    }
}
