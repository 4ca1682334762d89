package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;

/// Makes and checks MESSAGE-INTEGRITY (RFC 8489 section 14.5) and MESSAGE-INTEGRITY-SHA256 (section
/// 14.6) over the bytes of a message.
public enum Integrity {
    /// MESSAGE-INTEGRITY.
    SHA1("HmacSHA1", MessageIntegrity.TYPE, 20, 20),
    /// MESSAGE-INTEGRITY-SHA256.
    SHA256("HmacSHA256", MessageIntegritySha256.TYPE, 16, 32);

    private static final int ATTRIBUTE_HEADER = 4;

    private final String algorithm;
    private final int type;
    private final int minSize;
    private final int maxSize;

    Integrity(String algorithm, int type, int minSize, int maxSize) {
        this.algorithm = algorithm;
        this.type = type;
        this.minSize = minSize;
        this.maxSize = maxSize;
    }

    /// Appends the attribute to the message that begins at `start` and ends at the writer index,
    /// and corrects the length in its header.
    ///
    /// @param message stays with the caller
    public void append(ByteBuf message, int start, IntegrityKey key) {
        int end = message.writerIndex();
        message.setShort(
                start + 2, end - start - StunMessage.HEADER_SIZE + ATTRIBUTE_HEADER + maxSize);
        Mac mac = key.mac(algorithm);
        mac.update(message.nioBuffer(start, end - start));
        message.writeShort(type).writeShort(maxSize).writeBytes(mac.doFinal());
    }

    /// Whether the message has the attribute and it was made with `key`. Takes the same time
    /// wherever a wrong one differs.
    ///
    /// @param message one whole message that was decoded without error, from the reader index; left
    ///   unchanged
    public boolean verify(ByteBuf message, IntegrityKey key) {
        int start = message.readerIndex();
        int attribute = find(message, start);
        if (attribute < 0) {
            return false;
        }
        int size = message.getUnsignedShort(attribute + 2);
        if (size < minSize || size > maxSize || size % 4 != 0) {
            return false;
        }
        Mac mac = key.mac(algorithm);
        mac.update(message.nioBuffer(start, 2));
        int length = attribute - start - StunMessage.HEADER_SIZE + ATTRIBUTE_HEADER + size;
        mac.update((byte) (length >>> 8));
        mac.update((byte) length);
        mac.update(message.nioBuffer(start + 4, attribute - start - 4));
        byte[] received = new byte[size];
        message.getBytes(attribute + ATTRIBUTE_HEADER, received);
        return MessageDigest.isEqual(received, Arrays.copyOf(mac.doFinal(), size));
    }

    /// The index of the first attribute of this type, or -1.
    private int find(ByteBuf message, int start) {
        int end =
                Math.min(
                        message.writerIndex(),
                        start + StunMessage.HEADER_SIZE + message.getUnsignedShort(start + 2));
        int at = start + StunMessage.HEADER_SIZE;
        while (at + ATTRIBUTE_HEADER <= end) {
            int size = message.getUnsignedShort(at + 2);
            if (message.getUnsignedShort(at) == type) {
                return at + ATTRIBUTE_HEADER + size <= end ? at : -1;
            }
            at += ATTRIBUTE_HEADER + ((size + 3) & ~3);
        }
        return -1;
    }
}
