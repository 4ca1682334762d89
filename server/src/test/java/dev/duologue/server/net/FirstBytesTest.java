package dev.duologue.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstBytesTest {
    private static final String V2 = "\r\n\r\n\0\r\nQUIT\n";

    @Test
    void oneByteIsEnoughForAllButAProxy() {
        for (int first = 0; first < 256; first++) {
            boolean letter = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
            FirstBytes expected =
                    switch (first) {
                        case 0x16 -> FirstBytes.TLS;
                        case 0x00, 0x01 -> FirstBytes.STUN;
                        case 'P', '\r' -> FirstBytes.MORE;
                        default -> letter ? FirstBytes.HTTP : FirstBytes.UNKNOWN;
                    };
            assertThat(of(String.valueOf((char) first), true))
                    .as("%02x", first)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 1.2, PROXY",
        "PROXY UNKNOWN, PROXY",
        "PROXY TCP4, MORE",
        "POST / HTTP/1, HTTP",
        "PROPFIND / HT, HTTP"
    })
    void aProxyIsToldFromAMethodByTwelveBytes(String text, FirstBytes expected) {
        assertThat(of(text, true)).isEqualTo(expected);
    }

    @Test
    void theSecondFormOfAProxyIsToldByItsSignature() {
        assertThat(of(V2, true)).isEqualTo(FirstBytes.PROXY);
        assertThat(of(V2.substring(0, 11), true)).isEqualTo(FirstBytes.MORE);
        assertThat(of(V2.replace('Q', 'q'), true)).isEqualTo(FirstBytes.UNKNOWN);
    }

    @Test
    void onlyTheStartOfAConnectionCanBeAProxys() {
        assertThat(of("PROXY TCP4 1.2", false)).isEqualTo(FirstBytes.HTTP);
        assertThat(of(V2, false)).isEqualTo(FirstBytes.UNKNOWN);
    }

    private static FirstBytes of(String text, boolean start) {
        return FirstBytes.of(Unpooled.copiedBuffer(text, ISO_8859_1), start);
    }
}
