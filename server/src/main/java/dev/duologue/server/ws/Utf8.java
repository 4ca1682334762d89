package dev.duologue.server.ws;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Tells whether bytes are UTF-8 (RFC 3629).
final class Utf8 {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /// Looks at `bytes` from index `from` on.
    static boolean isValid(byte[] bytes, int from) {
        int i = from;
        // Nearly every message is ASCII: eight bytes at a look.
        while (i <= bytes.length - Long.BYTES && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < bytes.length && bytes[i] >= 0) {
            i++;
        }
        return i >= bytes.length || isValidSlowly(ByteBuffer.wrap(bytes, i, bytes.length - i));
    }

    private static boolean isValidSlowly(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes); // reports what is malformed
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
