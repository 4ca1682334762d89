package dev.duologue.server.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Frames as a client sends them, RFC 6455 section 5.2, and as it must not.
public final class Frames {
    /// A whole text message.
    public static final int TEXT = 0x81;

    /// The first frame of a text message.
    public static final int TEXT_START = 0x01;

    /// A whole binary message.
    public static final int BINARY = 0x82;

    /// A fragment that is not the last.
    public static final int MORE = 0x00;

    /// The last fragment.
    public static final int LAST = 0x80;

    /// A Close frame.
    public static final int CLOSE = 0x88;

    /// A Ping frame.
    public static final int PING = 0x89;

    /// A Pong frame.
    public static final int PONG = 0x8A;

    private static final int MASKED = 0x80;
    private static final int MASK = 0x1A2B3C4D;

    private Frames() {}

    /// A text message.
    public static byte[] text(String text) {
        return frame(TEXT, text);
    }

    /// A masked frame with a text in it.
    public static byte[] frame(int first, String text) {
        return frame(first, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A masked frame.
    ///
    /// @param first the byte with FIN, the reserved bits and the opcode
    public static byte[] frame(int first, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put(header(first, MASKED, payload.length)).putInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (MASK >>> (24 - 8 * (i % 4)))));
        }
        return taken(frame);
    }

    /// A frame that is not masked, as only a server may send it.
    public static byte[] unmasked(int first, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return join(header(first, 0, payload.length), payload);
    }

    /// The head of a masked frame alone.
    public static byte[] head(int first, long length) {
        return join(header(first, MASKED, length), ByteBuffer.allocate(4).putInt(MASK).array());
    }

    /// A Close frame with a code.
    public static byte[] close(int code, String reason) {
        return frame(CLOSE, closePayload(code, reason.getBytes(StandardCharsets.UTF_8)));
    }

    /// What is inside a Close frame.
    public static byte[] closePayload(int code, byte... reason) {
        return join(new byte[] {(byte) (code >> 8), (byte) code}, reason);
    }

    /// One after the other.
    public static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static byte[] header(int first, int masked, long length) {
        ByteBuffer head = ByteBuffer.allocate(10).put((byte) first);
        if (length >= 0 && length < 126) {
            head.put((byte) (masked | length));
        } else if (length >= 0 && length <= 0xFFFF) {
            head.put((byte) (masked | 126)).putShort((short) length);
        } else {
            head.put((byte) (masked | 127)).putLong(length);
        }
        return taken(head);
    }

    private static byte[] taken(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
