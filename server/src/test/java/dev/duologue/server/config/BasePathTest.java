package dev.duologue.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/call, /call/",
        "/call/, /call/",
        "/a/B-c_~.d/, /a/B-c_~.d/",
        "/..a, /..a/"
    })
    void itBeginsAndEndsWithASlash(String text, String path) {
        assertThat(BasePath.parse(text).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call",
                "call/",
                "//",
                "/call//",
                "/..",
                "/../x",
                "/./",
                "/a b",
                "/a%20b",
                "/a?b",
                "/a\"b",
                "/é",
                "https://a/",
                "/a/../b"
            })
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> BasePath.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/call/, /call/r/abc?x=y, /r/abc?x=y",
        "/call/, /call/,          /",
        "/call/, /r/abc,          /r/abc",
        "/call/, /call,           /call",
        "/call/, /caller/x,       /caller/x",
        "/,      /call/x,         /call/x"
    })
    void itIsRemovedWhereItIsThere(String base, String target, String rest) {
        assertThat(BasePath.parse(base).remove(target)).isEqualTo(rest);
    }

    @Test
    void aDocumentLinksBelowIt() {
        byte[] html = "<html lang=\"en\"><a href=\"/\"><img src=\"/assets/x\">".getBytes(UTF_8);
        assertThat(new String(BasePath.parse("/call").in(html), UTF_8))
                .isEqualTo(
                        "<html data-base=\"/call/\" lang=\"en\"><a href=\"/call/\"><img src=\"/call/assets/x\">");
        assertThat(BasePath.ROOT.in(html)).isSameAs(html);
    }
}
