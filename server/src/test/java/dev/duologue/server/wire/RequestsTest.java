package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/1.1 itself (RFC 9112): what is asked wrongly, one after the other, or from outside.
class RequestsTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String HEALTH = "GET /healthz HTTP/1.1\r\n" + HOST + "\r\n";
    private static final String FOREIGN = "PROXY TCP4 203.0.113.7 192.0.2.1 4000 443\r\n";
    private static final String NOT_HTTP = "this is not HTTP/1.1 (RFC 9112)";
    private static final String NO_HOST = "the Host header must be a host and a port";
    private static final String NO_URI = "the request target must be percent-encoded (RFC 3986)";
    private static final String LONG_BODY = "a body must be at most 8192 bytes long";
    private static final String LONG_LINE = "the request line must be at most 4096 bytes long";
    private static final String LONG_HEADERS = "the headers must be at most 16384 bytes long";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("--trusted-proxy=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("GET\r\n\r\n", 400, NOT_HTTP),
                Arguments.of("HELLO\r\n\r\n", 400, NOT_HTTP),
                Arguments.of("GET / HTTQ/1.1\r\n" + HOST + "\r\n", 400, NOT_HTTP),
                Arguments.of("GET / HTTP/1.1\r\n" + HOST + "no colon\r\n\r\n", 400, NOT_HTTP),
                Arguments.of("GET / HTTP/1.1\r\n" + HOST + "a b: c\r\n\r\n", 400, NOT_HTTP),
                Arguments.of(
                        "POST / HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n", 400, NOT_HTTP),
                Arguments.of(
                        "POST / HTTP/1.1\r\n" + HOST + "Content-Length: x\r\n\r\n", 400, NOT_HTTP),
                Arguments.of(
                        "POST / HTTP/1.1\r\n"
                                + HOST
                                + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
                        400,
                        NOT_HTTP),
                Arguments.of("GET / HTTP/1.1\r\n\r\n", 400, NO_HOST),
                Arguments.of("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, NO_HOST),
                Arguments.of("GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n", 400, NO_HOST),
                Arguments.of("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, NO_HOST),
                Arguments.of("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, NO_HOST),
                Arguments.of("GET / HTTP/1.1\r\nHost: a;frame-src *\r\n\r\n", 400, NO_HOST),
                Arguments.of("GET / HTTP/1.1\r\nHost: user@a\r\n\r\n", 400, NO_HOST),
                Arguments.of("GET / HTTP/1.1\r\nHost: a:123456\r\n\r\n", 400, NO_HOST),
                Arguments.of("GET /% HTTP/1.1\r\n" + HOST + "\r\n", 400, NO_URI),
                Arguments.of("GET /?x=%zz HTTP/1.1\r\n" + HOST + "\r\n", 400, NO_URI),
                Arguments.of("GET /\u00e9 HTTP/1.1\r\n" + HOST + "\r\n", 400, NO_URI),
                Arguments.of("GET /\u0001 HTTP/1.1\r\n" + HOST + "\r\n", 400, NO_URI));
    }

    static Stream<Arguments> tooLong() {
        return Stream.of(
                Arguments.of(request("/" + "x".repeat(5000), ""), 414, LONG_LINE),
                Arguments.of(request("/", "X: " + "x".repeat(17_000) + "\r\n"), 431, LONG_HEADERS),
                Arguments.of(request("/", "X: y\r\n".repeat(5000)), 431, LONG_HEADERS),
                Arguments.of(post("Content-Length: 8193\r\n\r\n"), 413, LONG_BODY),
                Arguments.of(
                        post("Content-Length: 8193\r\n\r\n") + "x".repeat(8193), 413, LONG_BODY),
                Arguments.of(
                        post("Content-Length: 8193\r\nExpect: 100-continue\r\n\r\n"),
                        413,
                        LONG_BODY),
                Arguments.of(
                        post("Transfer-Encoding: chunked\r\n\r\n")
                                + ("1000\r\n" + "x".repeat(4096) + "\r\n").repeat(3)
                                + "0\r\n\r\n",
                        413,
                        LONG_BODY),
                Arguments.of(
                        post("Content-Length: 1\r\nExpect: cake\r\n\r\n"),
                        417,
                        "Expect must be 100-continue or left out"));
    }

    @ParameterizedTest
    @MethodSource({"malformed", "tooLong"})
    void whatCannotBeAnsweredIsRefusedWithASentenceAndClosed(
            String request, int status, String sentence) {
        try (var connection = RawConnection.open(server.port())) {
            HttpAnswer answer = connection.trySend(latin1(request)).readAnswer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(sentence + "\n");
            assertThat(answer.header("connection")).isEqualTo("close");
            assertHasSecurityHeaders(answer);
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void aBrokenRequestAfterAGoodOneIsRefusedToo() {
        try (var connection = RawConnection.open(server.port())) {
            assertThat(connection.send(HEALTH).readAnswer().status()).isEqualTo(200);
            HttpAnswer answer = connection.send("GET\r\n\r\n").readAnswer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(NOT_HTTP + "\n");
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void onlyGetAndHeadAreAllowed(String method) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(method + " / HTTP/1.1\r\n" + HOST + "Content-Length: 4\r\n\r\nbody");
            HttpAnswer answer = connection.readAnswer();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
            assertThat(answer.body()).isEqualTo("only GET and HEAD are allowed here\n");
            assertHasSecurityHeaders(answer);
            assertThat(connection.send(HEALTH).readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyOfTheLimitIsReadPast() {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(post("Content-Length: 8192\r\n\r\n") + "x".repeat(8192) + HEALTH);
            assertThat(connection.readAnswer().status()).isEqualTo(405);
            assertThat(connection.readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void whoAsksWhetherToGoOnIsToldSo() {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(post("Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
            assertThat(connection.readHead().status()).isEqualTo(100);
            assertThat(connection.send("ok").readAnswer().status()).isEqualTo(405);
        }
    }

    @Test
    void aConnectionIsKeptForTheNextRequests() {
        try (var connection = RawConnection.open(server.port())) {
            for (int i = 0; i < 5; i++) {
                HttpAnswer answer = connection.send(HEALTH).readAnswer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers()).doesNotContainKey("connection");
            }
        }
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInTheirOrder() {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(
                    HEALTH
                            + request("/", "")
                            + request("/nothing", "")
                            + "HEAD / HTTP/1.1\r\n"
                            + HOST
                            + "\r\n"
                            + HEALTH);
            assertThat(connection.readAnswer().body()).isEqualTo("ok\n");
            assertThat(connection.readAnswer().body()).contains("The page of the tests");
            assertThat(connection.readAnswer().status()).isEqualTo(404);
            assertThat(connection.readHead().status()).isEqualTo(200);
            assertThat(connection.readAnswer().body()).isEqualTo("ok\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /healthz HTTP/1.0\r\n\r\n"
            })
    void whoWantsNoMoreIsClosed(String request) {
        try (var connection = RawConnection.open(server.port())) {
            HttpAnswer answer = connection.send(request).readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/r/abc",
                "/healthz",
                "/nothing",
                "/qr.svg",
                "/ws",
                "/assets/icons.svg"
            })
    void everyAnswerTellsBrowsersWhatNotToDo(String path) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(request(path, "").replace("Host: localhost", "Host: LocalHost:8443"));
            HttpAnswer answer = connection.readAnswer();
            assertHasSecurityHeaders(answer);
            assertThat(answer.header("content-security-policy"))
                    .endsWith("; connect-src 'self' wss://LocalHost:8443 ws://LocalHost:8443");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST., 200",
        "call.localhost:99, 200",
        "127.0.0.1, 200",
        "192.0.2.1:8443, 200",
        "[::1], 200",
        "evil.example, 421",
        "localhost.evil.example, 421",
        "127.0.0.1.evil.example, 421"
    })
    void onLoopbackOnlyNamesOfThisComputerAreAnsweredSoThatNoPageCanRebindItsOwn(
            String host, int status) {
        try (var other = TestServer.start()) {
            for (String path : List.of("/", "/healthz", "/qr.svg?link=https://a/")) {
                try (var connection = RawConnection.open(other.port())) {
                    String asked = request(path, "").replace("Host: localhost", "Host: " + host);
                    assertThat(connection.send(asked).readAnswer().status()).isEqualTo(status);
                }
            }
        }
    }

    @Test
    void aNameThatTheOperatorGaveIsAnsweredOnLoopback() {
        String named = request("/", "").replace("Host: localhost", "Host: call.example");
        for (String option :
                List.of(
                        "--public-host=call.example",
                        "--allow-origin=https://call.example",
                        "--trusted-proxy=127.0.0.1",
                        "--insecure-http")) {
            try (var other = TestServer.start(option);
                    var connection = RawConnection.open(other.port())) {
                assertThat(connection.send(named).readAnswer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aPolicyNamesNoIpv6AddressBecauseItsGrammarHasNone() {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(
                    request("/", "").replace("Host: localhost", "Host: [2001:db8::1]:8443"));
            HttpAnswer answer = connection.readAnswer();
            assertThat(answer.header("content-security-policy"))
                    .startsWith("default-src 'self'")
                    .doesNotContain("[", "connect-src");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/main-2OTJXPXZ.js", "/assets/app-OVKZPZ5T.css"})
    void partsOfAPageAreHeldByThePolicyOfThePage(String path) {
        try (var connection = RawConnection.open(server.port())) {
            HttpAnswer answer = connection.send(request(path, "")).readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.headers())
                    .doesNotContainKeys("content-security-policy", "permissions-policy");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, a, https://a/",
        "/r/abc?x=%20y, example.org:8443, https://example.org:8443/r/abc?x=%20y",
        "//evil.example/, [2001:db8::1]:8443, https://[2001:db8::1]:8443//evil.example/"
    })
    void plainHttpFromOutsideIsSentToHttps(String path, String host, String location) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(
                    FOREIGN + request(path, "").replace("Host: localhost", "Host: " + host));
            HttpAnswer answer = connection.readAnswer();
            assertThat(answer.status()).isEqualTo(307);
            assertThat(answer.header("location")).isEqualTo(location);
            assertHasSecurityHeaders(answer);
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void aPlainWebSocketFromOutsideIsAnswered426() {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(FOREIGN + request("/ws?room=r", "Upgrade: websocket\r\n"));
            HttpAnswer answer = connection.readAnswer();
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.body())
                    .isEqualTo("use wss: what goes over ws can be read on the way\n");
        }
    }

    @Test
    void fromOutsideThereIsNoWayAroundHttps() {
        for (String request :
                new String[] {
                    "GET / HTTP/1.0\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"
                }) {
            try (var connection = RawConnection.open(server.port())) {
                HttpAnswer answer = connection.send(FOREIGN + request).readAnswer();
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).isEqualTo("use https, and name a path\n");
            }
        }
    }

    @Test
    void aWholeUrlLeadsToTheSameUrlWithHttps() {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(
                    FOREIGN + "GET http://call.example/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
            HttpAnswer answer = connection.readAnswer();
            assertThat(answer.status()).isEqualTo(307);
            assertThat(answer.header("location")).isEqualTo("https://call.example/x");
        }
    }

    @Test
    void insecureHttpServesEverybody() {
        try (var open = TestServer.start("--insecure-http", "--trusted-proxy=127.0.0.1");
                var connection = RawConnection.open(open.port())) {
            assertThat(connection.send(FOREIGN + HEALTH).readAnswer().status()).isEqualTo(200);
        }
    }

    private static void assertHasSecurityHeaders(HttpAnswer answer) {
        assertThat(answer.header("content-security-policy"))
                .startsWith(
                        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors"
                                + " 'none'; object-src 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("permissions-policy")).contains("camera=(self)");
    }

    private static String request(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + headers + "\r\n";
    }

    private static String post(String rest) {
        return "POST / HTTP/1.1\r\n" + HOST + rest;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
