package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The opening handshake, RFC 6455 section 4.2, with each of its headers wrong.
class HandshakesTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server =
                TestServer.start("--allow-origin=https://Friend.example,https://other.example:444");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aGoodRequestIsAnswered101WithTheAcceptOfTheRfc() {
        HttpAnswer answer = ask(WebSocketClient.request("/ws?room=r"));
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers())
                .containsEntry("upgrade", "websocket")
                .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .doesNotContainKeys("sec-websocket-protocol", "sec-websocket-extensions");
        assertThat(answer.header("connection")).isEqualToIgnoringCase("upgrade");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Upgrade: websocket        | Upgrade: WebSocket
                    Upgrade: websocket        | Upgrade: h2c, websocket
                    Connection: Upgrade       | Connection: keep-alive, upgrade
                    Sec-WebSocket-Version: 13 | sec-websocket-version:13
                    Host: localhost           | Host: LOCALHOST:99
                    """)
    void whatTheRfcAllowsIsAnswered101(String usual, String instead) {
        assertThat(ask(changed(usual, instead)).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Upgrade: websocket        | Upgrade: h2c                    | 400 | a WebSocket handshake must have the header Upgrade: websocket
                    Upgrade: websocket        | X: y                            | 400 | a WebSocket handshake must have the header Upgrade: websocket
                    Connection: Upgrade       | Connection: keep-alive          | 400 | a WebSocket handshake must have the header Connection: Upgrade
                    Connection: Upgrade       | X: y                            | 400 | a WebSocket handshake must have the header Connection: Upgrade
                    dGhlIHNhbXBsZSBub25jZQ==  | dGhlIHNhbXBsZSBub25jZQ          | 400 | Sec-WebSocket-Key must be 16 bytes in base64
                    dGhlIHNhbXBsZSBub25jZQ==  | dGhlIHNhbXBsZSBub25jZTE=        | 400 | Sec-WebSocket-Key must be 16 bytes in base64
                    dGhlIHNhbXBsZSBub25jZQ==  | !!!                             | 400 | Sec-WebSocket-Key must be 16 bytes in base64
                    Sec-WebSocket-Key         | X-Key                           | 400 | Sec-WebSocket-Key must be 16 bytes in base64
                    Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 8        | 426 | Sec-WebSocket-Version must be 13
                    Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 14       | 426 | Sec-WebSocket-Version must be 13
                    Sec-WebSocket-Version: 13 | X: y                            | 426 | Sec-WebSocket-Version must be 13
                    GET                       | HEAD                            | 400 | a WebSocket handshake must be a GET of HTTP/1.1
                    GET                       | POST                            | 400 | a WebSocket handshake must be a GET of HTTP/1.1
                    HTTP/1.1                  | HTTP/1.0                        | 400 | a WebSocket handshake must be a GET of HTTP/1.1
                    Host: localhost           | X: y                            | 400 | the Host header must be a host and a port
                    """)
    void whatTheRfcForbidsIsRefusedAndClosed(
            String usual, String instead, int status, String sentence) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(changed(usual, instead));
            HttpAnswer answer =
                    instead.equals("HEAD") ? connection.readHead() : connection.readAnswer();
            assertThat(answer.status()).isEqualTo(status);
            if (!instead.equals("HEAD")) {
                assertThat(answer.body()).isEqualTo(sentence + "\n");
            }
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void theVersionThatIsSpokenIsNamedWhereAnotherIsAskedFor() {
        HttpAnswer answer = ask(changed("Version: 13", "Version: 25"));
        assertThat(answer.header("sec-websocket-version")).isEqualTo("13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duologue.1", "duologue.2, duologue.1", "x,duologue.1"})
    void theSubprotocolIsTaken(String offered) {
        HttpAnswer answer =
                ask(WebSocketClient.request("/ws?room=r", "Sec-WebSocket-Protocol: " + offered));
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("sec-websocket-protocol")).isEqualTo("duologue.1");
    }

    @Test
    void theSubprotocolMayStandInALineOfItsOwn() {
        HttpAnswer answer =
                ask(
                        WebSocketClient.request(
                                "/ws?room=r",
                                "Sec-WebSocket-Protocol: x",
                                "Sec-WebSocket-Protocol: duologue.1"));
        assertThat(answer.header("sec-websocket-protocol")).isEqualTo("duologue.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duologue.2", "Duologue.1", "chat", ""})
    void otherSubprotocolsAreRefused(String offered) {
        HttpAnswer answer =
                ask(WebSocketClient.request("/ws?room=r", "Sec-WebSocket-Protocol: " + offered));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("Sec-WebSocket-Protocol must be duologue.1 or left out\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "https://localhost",
                "https://LOCALHOST",
                "https://friend.example",
                "https://other.example:444"
            })
    void pagesOfTheServerAndOfAllowedOriginsMayConnect(String origin) {
        HttpAnswer answer = ask(WebSocketClient.request("/ws?room=r", "Origin: " + origin));
        assertThat(answer.status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "https://localhost.evil.example",
                "https://evil.example",
                "https://localhost:8443",
                "http://friend.example",
                "https://friend.example:444",
                "https://friend.example/",
                "ftp://localhost",
                "localhost"
            })
    void pagesOfOtherOriginsAreAnswered403(String origin) {
        HttpAnswer answer = ask(WebSocketClient.request("/ws?room=r", "Origin: " + origin));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo(
                        "pages of this Origin may not connect: it must be the server's own, or one"
                                + " named by --allow-origin\n");
    }

    @Test
    void aQueryThatIsNotPercentEncodedIsAnswered400() {
        for (String path : new String[] {"/ws?room=%", "/ws?room=%zz", "/ws?%=r"}) {
            HttpAnswer answer = ask(WebSocketClient.request(path));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("the request target must be percent-encoded (RFC 3986)\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/", "/WS", "/r/abc", "/healthz", "/x"})
    void anUpgradeElsewhereIsAnsweredAsIfItWereNone(String path) {
        assertThat(ask(WebSocketClient.request(path)).status()).isIn(200, 404);
    }

    private static String changed(String usual, String instead) {
        return WebSocketClient.request("/ws?room=r").replace(usual, instead);
    }

    private static HttpAnswer ask(String request) {
        try (var connection = RawConnection.open(server.port())) {
            return connection.send(request).readAnswer(); // an answer 101 has no length, so no body
        }
    }
}
