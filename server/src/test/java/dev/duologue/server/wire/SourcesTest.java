package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `--web-dir`: the page as its sources lie in a folder.
class SourcesTest {
    @TempDir Path folder;

    private Path web;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("secret.js"), "a secret");
        web = Files.createDirectories(folder.resolve("web"));
        Files.createDirectories(web.resolve("src/.hidden"));
        Files.writeString(web.resolve("src/.hidden/a.js"), "a secret");
        Files.createSymbolicLink(web.resolve("out.js"), folder.resolve("secret.js"));
        Files.writeString(web.resolve("index.html"), "a room");
        Files.writeString(web.resolve("home.html"), "the start");
        Files.writeString(web.resolve("404.html"), "nothing here");
        Files.writeString(web.resolve("src/main.js"), "const first = 1;");
        server = TestServer.start("--web-dir=" + web);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, the start, text/html; charset=utf-8",
        "/r/abc, a room, text/html; charset=utf-8",
        "/assets/src/main.js, const first = 1;, text/javascript"
    })
    void everythingIsServedAsItLiesThere(String path, String content, String type) {
        HttpAnswer answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(answer.body()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/src/main.js"})
    void noBrowserKeepsAnything(String path) {
        HttpAnswer answer = get(path);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.headers()).doesNotContainKey("etag");
    }

    @Test
    void aChangeIsServedAtOnce() throws IOException {
        get("/assets/src/main.js");
        Files.writeString(web.resolve("src/main.js"), "const second = 2;");
        Files.writeString(web.resolve("src/more.js"), "const more = 3;");
        assertThat(get("/assets/src/main.js").body()).isEqualTo("const second = 2;");
        assertThat(get("/assets/src/more.js").body()).isEqualTo("const more = 3;");
        Files.delete(web.resolve("src/more.js"));
        assertThat(get("/assets/src/more.js").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../secret.js",
                "/assets/src/../../secret.js",
                "/assets/%2e%2e/secret.js",
                "/assets/..%2fsecret.js",
                "/assets/..\\secret.js",
                "/assets//etc/passwd",
                "/assets/out.js",
                "/assets/src/.hidden/a.js",
                "/assets/src",
                "/assets/src/",
                "/assets/src/main.js/",
                "/assets/src/main.js%00",
                "/assets/nothing.js",
                "/src/main.js",
                "/nothing"
            })
    void nothingElseIsReached(String path) {
        HttpAnswer answer = get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("nothing here");
    }

    private HttpAnswer get(String path) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return connection.readAnswer();
        }
    }
}
