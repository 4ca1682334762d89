package dev.duologue.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrImageTest {
    @Test
    void aLinkOf512CharactersIsDrawnAndOneMoreIsNot() {
        String start = "https://example.org/";
        String longest = start + "é".repeat(512 - start.length());
        assertThat(QrImage.answer(longest).status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(QrImage.answer(longest + "x").status())
                .isEqualTo(HttpResponseStatus.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "ftp://a", "HTTPS://a", " https://a", "data:text/html,x", "//a"})
    void onlyLinksOfTheWebAreDrawn(String link) {
        assertThat(QrImage.answer(link).status()).isEqualTo(HttpResponseStatus.BAD_REQUEST);
    }

    @Test
    void markupInALinkIsDrawnAndNeverRepeated() {
        String svg = body("https://example.org/\"/><script>alert(1)</script>");
        assertThat(svg)
                .matches(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \\d+ \\d+\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path stroke=\"#000\" d=\"[M0-9 .h]+\"/></svg>\n");
    }

    @Test
    void twoLinksAreTwoPictures() {
        assertThat(body("https://example.org/a")).isNotEqualTo(body("https://example.org/b"));
    }

    private static String body(String link) {
        return new String(QrImage.answer(link).body(), StandardCharsets.UTF_8);
    }
}
