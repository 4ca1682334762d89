package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// Text in attributes.
final class Text {
    private Text() {}

    /// Reads UTF-8.
    ///
    /// @throws StunDecodeException if the size is out of range or the bytes are not UTF-8
    static String decode(String attribute, ByteBuf value, int min, int max)
            throws StunDecodeException {
        Checks.checkSize(attribute, value, min, max);
        ByteBuffer bytes = value.nioBuffer();
        value.skipBytes(value.readableBytes());
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new StunDecodeException(attribute, "not UTF-8");
        }
    }

    /// The OpaqueString profile, RFC 8265 section 4.2: other spaces become a space, then NFC.
    static String opaque(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(mapped::appendCodePoint);
        return Normalizer.normalize(mapped, Normalizer.Form.NFC);
    }
}
