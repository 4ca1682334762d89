package dev.duologue.server.ws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void everyCharacterIsValidAtEveryPlace() {
        for (String character :
                new String[] {"\0", "x", "é", "€", "\uFFFF", "🎥", "\uDBFF\uDFFF"}) {
            for (int before = 0; before < 20; before++) {
                assertThat(Utf8.isValid(("x".repeat(before) + character + "x").getBytes(UTF_8), 0))
                        .isTrue();
            }
        }
        assertThat(Utf8.isValid(new byte[0], 0)).isTrue();
    }

    @Test
    void onlyWhatComesFromTheStartOnCounts() {
        byte[] bytes = {(byte) 0xFF, (byte) 0xFF, 'x'};
        assertThat(Utf8.isValid(bytes, 2)).isTrue();
        assertThat(Utf8.isValid(bytes, 1)).isFalse();
    }

    @Test
    void itAgreesWithTheDecoderOfTheJdkOnRandomBytes() {
        var random = new Random(6455);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = "0123456789é€🎥abc".repeat(2).getBytes(UTF_8);
            for (int change = random.nextInt(3); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(Utf8.isValid(bytes, 0)).isEqualTo(decodes(bytes));
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
