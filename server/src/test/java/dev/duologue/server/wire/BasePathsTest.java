package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Below a path of a host that has other sites, whether the proxy removes that path or not.
class BasePathsTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("--base-path=/call", "--trusted-proxy=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/call/", "/call/r/abc", "/", "/r/abc"})
    void everythingThatADocumentLinksToIsBelowThePathAndThere(String path) {
        HttpAnswer document = ask(path, "");
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body()).contains("<html data-base=\"/call/\" ");
        Matcher links = LINK.matcher(document.body());
        int found = 0;
        while (links.find()) {
            String link = links.group(1);
            if (link.startsWith("http") || link.startsWith("#")) {
                continue;
            }
            assertThat(link).startsWith("/call/");
            assertThat(ask(link, "").status()).as(link).isEqualTo(200);
            found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void itsCompressedFormsAreTheSame() throws IOException {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(request("/call/", "Accept-Encoding: br, gzip\r\n"));
            HttpAnswer answer = connection.readAnswer();
            assertThat(answer.header("content-encoding")).isEqualTo("gzip");
            byte[] body = answer.raw();
            String html =
                    new String(
                            new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(),
                            StandardCharsets.ISO_8859_1);
            assertThat(html).isEqualTo(ask("/", "").body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/call, /call/",
        "/call?lang=en, /call/?lang=en",
        "/call/r/K3VM-9XQA-T2HD-W7PE, /call/r/k3vm-9xqa-t2hd-w7pe",
        "/r/K3VM-9XQA-T2HD-W7PE?x=y, /call/r/k3vm-9xqa-t2hd-w7pe?x=y"
    })
    void redirectsLeadBelowIt(String path, String location) {
        HttpAnswer answer = ask(path, "");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/call/r/abc", "/r/abc"})
    void thoseToHttpsToo(String path) {
        HttpAnswer answer = ask(path, "X-Forwarded-For: 203.0.113.7\r\n");
        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.header("location")).isEqualTo("https://localhost/call/r/abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/call/ws?room=r", "/ws?room=r", "/call/"})
    void webSocketsAreThere(String path) {
        try (var connection = RawConnection.open(server.port())) {
            WebSocketClient.open(connection, path).welcomed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/call/healthz", "/healthz", "/call/invitation.json"})
    void soIsTheRest(String path) {
        assertThat(ask(path, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/caller/", "/calls", "/call/call/", "/call/x"})
    void whatIsNotThereIsNotFound(String path) {
        assertThat(ask(path, "").status()).isEqualTo(404);
    }

    @Test
    void sourcesAreServedBelowItToo() {
        Path web = Path.of("../web").toAbsolutePath().normalize();
        try (var sources = TestServer.start("--base-path=/call", "--web-dir=" + web);
                var connection = RawConnection.open(sources.port())) {
            connection.send(request("/call/", ""));
            assertThat(connection.readAnswer().body())
                    .contains("src=\"/call/assets/src/main-home.js\"");
        }
    }

    private static HttpAnswer ask(String path, String headers) {
        try (var connection = RawConnection.open(server.port())) {
            return connection.send(request(path, headers)).readAnswer();
        }
    }

    private static String request(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }
}
