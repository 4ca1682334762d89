package dev.duologue.server.ws;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The head of a frame, RFC 6455 section 5.2.
///
/// @param reserved the three reserved bits
/// @param length of the payload; negative if its highest bit is set
/// @param mask the masking key, the first byte highest
record FrameHeader(boolean fin, int reserved, int opcode, boolean masked, long length, int mask) {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    /// Reads a head, or nothing if it is not there as a whole.
    static @Nullable FrameHeader read(ByteBuf in) {
        if (in.readableBytes() < 2) {
            return null;
        }
        int second = in.getUnsignedByte(in.readerIndex() + 1);
        boolean masked = (second & 0x80) != 0;
        int length = second & 0x7F;
        int size =
                2
                        + (length == LENGTH_64 ? Long.BYTES : length == LENGTH_16 ? Short.BYTES : 0)
                        + (masked ? Integer.BYTES : 0);
        if (in.readableBytes() < size) {
            return null;
        }
        int first = in.readUnsignedByte();
        in.skipBytes(1);
        long extended =
                length == LENGTH_64
                        ? in.readLong()
                        : length == LENGTH_16 ? in.readUnsignedShort() : length;
        int mask = masked ? in.readInt() : 0;
        return new FrameHeader(
                (first & 0x80) != 0, (first >> 4) & 0x7, first & 0xF, masked, extended, mask);
    }

    boolean isControl() {
        return opcode >= 0x8;
    }

    /// Reads and unmasks the payload, or nothing if it is not there as a whole. Called only for
    /// lengths that were found small enough.
    byte @Nullable [] readPayload(ByteBuf in) {
        if (in.readableBytes() < length) {
            return null;
        }
        byte[] payload = new byte[(int) length];
        in.readBytes(payload);
        long wide = ((long) mask << Integer.SIZE) | (mask & 0xFFFF_FFFFL);
        int i = 0;
        for (; i <= payload.length - Long.BYTES; i += Long.BYTES) {
            LONGS.set(payload, i, (long) LONGS.get(payload, i) ^ wide);
        }
        for (; i < payload.length; i++) {
            payload[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
        }
        return payload;
    }
}
