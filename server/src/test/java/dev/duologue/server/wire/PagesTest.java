package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page and its files, as a browser asks for them. What they are is in `web/` of the test's
/// resources, in the form in which `tools/build-page` leaves a page.
class PagesTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?x=1",
                "/r/abc",
                "/r/k3vm-9xqa?from=singlemessage&isappinstalled=0",
                "/index.html"
            })
    void thePageIsAtTheRootAndAtEveryRoom(String path) {
        HttpAnswer answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
        assertThat(answer.header("vary")).isEqualTo("Accept-Encoding");
        assertThat(answer.body()).contains("The page of the tests");
    }

    @ParameterizedTest
    @CsvSource({
        "/r/ABC, /r/abc",
        "/r/abc., /r/abc",
        "/r/abc/, /r/abc",
        "/R/abc, /r/abc",
        "//r/abc, /r/abc",
        "/r/%E3%80%8Aabc%E3%80%8B, /r/abc",
        "/r/ABC?lang=en&x=%0D%0A, /r/abc?lang=en&x=%0D%0A",
        "/r/K3VM%209XQA%20T2HD%20W7PE, /r/k3vm-9xqa-t2hd-w7pe",
        "/k3vm-9xqa-t2hd-w7pe, /r/k3vm-9xqa-t2hd-w7pe",
        "/r/https://evil.example/r/abc, /r/abc",
        "//evil.example/r/, none",
        "//evil.example, none",
        "/\\evil.example/r/abc, none"
    })
    void aChangedLinkIsSentToTheRoomThatItMeansAndNowhereElse(String path, String location) {
        HttpAnswer answer = get(path);
        if (location.equals("none")) {
            assertThat(answer.status()).isEqualTo(404);
            return;
        }
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).isEqualTo(location);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(get(location).status()).isEqualTo(200);
    }

    @Test
    void aFileNamedByItsContentIsKeptForEver() {
        HttpAnswer answer = get("/assets/app-OVKZPZ5T.css");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/css; charset=utf-8");
        assertThat(answer.header("cache-control")).isEqualTo("max-age=31536000, immutable");
        assertThat(answer.headers()).doesNotContainKey("etag");
        assertThat(answer.body()).startsWith("body {");
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/app-OVKZPZ5T.css, text/css; charset=utf-8",
        "/assets/main-2OTJXPXZ.js, text/javascript",
        "/assets/dot-1f2e3d4c5b.png, image/png"
    })
    void theTypeOfAFileIsSaidAndNeverGuessed(String path, String type) {
        HttpAnswer answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void whatABrowserHasIsNotSentAgain() {
        String tag = Objects.requireNonNull(get("/").header("etag"));
        assertThat(tag).matches("\"[0-9a-f]{16}\"");
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            HttpAnswer answer = get("/", "If-None-Match: " + known);
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.header("etag")).isEqualTo(tag);
            assertThat(answer.headers()).doesNotContainKeys("content-length", "content-type");
            assertThat(answer.body()).isEmpty();
        }
        assertThat(get("/", "If-None-Match: \"x\"", "If-None-Match: " + tag).status())
                .isEqualTo(304);
        assertThat(get("/", "If-None-Match: \"x\"").status()).isEqualTo(200);
        assertThat(get("/", "If-None-Match: " + tag, "Accept-Encoding: br").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    gzip, deflate, br, zstd | br
                    gzip                    | gzip
                    GZIP                    | gzip
                    br;q=0, gzip            | gzip
                    br;q=0.0,gzip;q=0.5     | gzip
                    br; q=0.000 , gzip      | gzip
                    br;q=0.001              | br
                    br;q=0, gzip;q=0        | none
                    identity                | none
                    brr, xgzip              | none
                    x                       | none
                    """)
    void thePageIsSentAsSmallAsTheClientCanTake(String accepted, String coding) throws IOException {
        HttpAnswer answer = get("/", "Accept-Encoding: " + accepted);
        assertThat(answer.header("content-encoding")).isEqualTo(coding);
        assertThat(answer.raw()).isEqualTo(asBuilt("home.html", coding));
        assertThat(answer.header("vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void aFileThatIsKeptForEverIsSentAsSmallToo() throws IOException {
        HttpAnswer answer = get("/assets/app-OVKZPZ5T.css", "Accept-Encoding: gzip, br");
        assertThat(answer.header("content-encoding")).isEqualTo("br");
        assertThat(answer.header("cache-control")).isEqualTo("max-age=31536000, immutable");
        assertThat(answer.raw()).isEqualTo(asBuilt("assets/app-OVKZPZ5T.css", "br"));
    }

    @Test
    void codingsMayStandInSeveralLines() {
        HttpAnswer answer = get("/", "Accept-Encoding: deflate", "Accept-Encoding: gzip");
        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    }

    @Test
    void whatIsCompressedAlreadyIsSentAsItIs() {
        assertThat(get("/assets/dot-1f2e3d4c5b.png", "Accept-Encoding: br, gzip").headers())
                .doesNotContainKey("content-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/healthz", "/nothing", "/assets/main-2OTJXPXZ.js"})
    void headIsAnsweredLikeGetWithoutTheBody(String path) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            HttpAnswer head = connection.readHead();
            HttpAnswer get = get(path);
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.headers()).isEqualTo(get.headers());
            connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.readAnswer().body()).isEqualTo("ok\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/r",
                "/r/",
                "/r/a/b",
                "/r/a.b",
                "/r/...",
                "/r/not%20a%20room",
                "/r/%E2%82%AC",
                "/assets",
                "/assets/",
                "/assets/nothing.js",
                "/assets/app-00000000.css",
                "/assets/app-OVKZPZ5T.css.br",
                "/assets/app-OVKZPZ5T.css.gz",
                "/home.html.br",
                "/assets/src/main.js",
                "/src/main.js",
                "/assets/../index.html",
                "/assets/x/../main-2OTJXPXZ.js",
                "/assets/./main-2OTJXPXZ.js",
                "/assets//main-2OTJXPXZ.js",
                "//assets/main-2OTJXPXZ.js",
                "/assets/%2e%2e/index.html",
                "/assets/..%2findex.html",
                "/assets/%252e%252e/index.html",
                "/assets/..\\index.html",
                "/assets\\main-2OTJXPXZ.js",
                "/assets%5Cmain-2OTJXPXZ.js",
                "/assets/main-2OTJXPXZ.js%00",
                "/assets/%00",
                "/assets/main-2OTJXPXZ.js/",
                "/assets/../../../../../../../../etc/passwd",
                "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/..%c0%af..%c0%afetc/passwd",
                "/assets//etc/passwd",
                "/ASSETS/main-2OTJXPXZ.js",
                "/healthz/",
                "/META-INF/MANIFEST.MF",
                "/assets/%6dain-2OTJXPXZ.js"
            })
    void anyOtherPathIsAnsweredWithThePageThatSaysSo(String path) {
        HttpAnswer answer = get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
        assertThat(answer.body()).contains("Nothing is here");
    }

    @Test
    void aMissingPageIsNeverKnownAlready() {
        assertThat(get("/nothing", "If-None-Match: *").status()).isEqualTo(404);
    }

    @Test
    void healthIsOneWord() {
        HttpAnswer answer = get("/healthz");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok\n");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void aLinkIsDrawnAsAQrCode() {
        HttpAnswer answer = get("/qr.svg?link=https%3A%2F%2Fexample.org%3A8443%2Fr%2Fabc");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("image/svg+xml");
        assertThat(answer.body()).startsWith("<svg xmlns=").endsWith("</svg>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/qr.svg", "/qr.svg?link=", "/qr.svg?link=javascript:alert(1)"})
    void anythingButALinkIsNotDrawn(String path) {
        HttpAnswer answer = get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("link must be an http or https URL of at most 512 characters\n");
    }

    private static byte[] asBuilt(String file, @Nullable String coding) throws IOException {
        String suffix = coding == null ? "" : coding.equals("br") ? ".br" : ".gz";
        try (InputStream built = PagesTest.class.getResourceAsStream("/web/" + file + suffix)) {
            return Objects.requireNonNull(built).readAllBytes();
        }
    }

    private static HttpAnswer get(String path, String... headers) {
        try (var connection = RawConnection.open(server.port())) {
            String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n");
            return connection.readAnswer();
        }
    }
}
