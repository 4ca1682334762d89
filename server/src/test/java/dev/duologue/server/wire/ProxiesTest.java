package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Counters.Count;
import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Behind an HTTP proxy, and with clients that pretend to be one.
class ProxiesTest {
    private static final String CLIENT = "X-Forwarded-For: 203.0.113.7";
    private static final String TLS = "X-Forwarded-Proto: https";

    @Test
    void theClientOfAProxyWithTlsIsServed() {
        try (var server = TestServer.start("--trusted-proxy=127.0.0.0/8")) {
            assertThat(ask(server, get("/", CLIENT, TLS)).status()).isEqualTo(200);
            HttpAnswer plain = ask(server, get("/", CLIENT, "X-Forwarded-Proto: http"));
            assertThat(plain.status()).isEqualTo(307);
            assertThat(plain.header("location")).isEqualTo("https://call.example/");
        }
    }

    @Test
    void linksNameTheHostThatTheProxyWasAskedFor() {
        try (var server = TestServer.start("--trusted-proxy=127.0.0.1")) {
            HttpAnswer answer =
                    ask(server, get("/", CLIENT, "X-Forwarded-Host: public.example:444"));
            assertThat(answer.header("location")).isEqualTo("https://public.example:444/");
        }
    }

    @Test
    void theCertificateOfAProxyIsNotTheOwnOne() {
        try (var server = TestServer.start("--trusted-proxy=127.0.0.1")) {
            assertThat(ask(server, get("/invitation.json", CLIENT, TLS)).body())
                    .isEqualTo("{\"selfMade\":false,\"elsewhere\":null,\"hosts\":[]}\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: x", "X-Forwarded-Proto: x", "Forwarded: for"})
    void whatAProxyCannotMeanIsAnswered400AndCounted(String header) {
        try (var server = TestServer.start("--trusted-proxy=127.0.0.1")) {
            HttpAnswer answer = ask(server, get("/", header));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("orwarded");
            server.awaitCount(Count.BAD_FORWARDED, 1);
        }
    }

    @Test
    void whoIsNoProxyCannotPretendToBeSomebodyElse() {
        try (var server = TestServer.start("--trusted-proxy=192.0.2.1")) {
            HttpAnswer answer =
                    ask(
                            server,
                            get("/invitation.json", CLIENT, "Forwarded: for=")
                                    .replace("call.example", "localhost"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("\"hosts\":[\""); // as only this computer is told
        }
    }

    @Test
    void webSocketsAreCountedByTheirClientNotByTheProxy() {
        try (var server = TestServer.start("--trusted-proxy=127.0.0.1", "--connections-per-ip=2");
                var first = RawConnection.open(server.port());
                var second = RawConnection.open(server.port());
                var neighbour = RawConnection.open(server.port())) {
            String join = WebSocketClient.request("/ws?room=r", CLIENT, TLS);
            assertThat(first.send(join).readHead().status()).isEqualTo(101);
            assertThat(second.send(join).readHead().status()).isEqualTo(101);
            HttpAnswer third = ask(server, join);
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.body()).isEqualTo("too many connections from this address\n");
            server.awaitCount(Count.OVER_LIMIT, 1);
            assertThat(ask(server, get("/healthz", CLIENT, TLS)).status()).isEqualTo(200);
            String other = join.replace("203.0.113.7", "203.0.113.8").replace("=r ", "=s ");
            assertThat(neighbour.send(other).readHead().status()).isEqualTo(101);
        }
    }

    @Test
    void theHealthIsToldToThisComputerHoweverManyConnectionsItHas() {
        try (var server = TestServer.start("--connections-per-ip=1");
                var _ = WebSocketClient.join(server.port(), "r")) {
            for (int i = 1; i <= 20; i++) { // more than may ask at a time
                try (var late = RawConnection.open(server.port())) {
                    late.send(get("/healthz").replace("call.example", "localhost"));
                    assertThat(late.readAnswer().status()).isEqualTo(200);
                    assertThat(late.readToEnd()).isEmpty();
                }
                server.awaitCount(Count.OVER_LIMIT, i);
            }
            HttpAnswer answer = ask(server, get("/").replace("call.example", "localhost"));
            assertThat(answer.status()).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://call.example:443, call.example",
        "http://call.example:80,   call.example",
        "https://call.example,     call.example:443",
        "http://call.example,      call.example:80",
        "https://call.example:444, call.example:444",
        "https://other.example:443, call.example",
        "https://other.example,    call.example:8443"
    })
    void portsThatASchemeImpliesMakeNoOtherOrigin(String origin, String host) {
        try (var server = TestServer.start("--allow-origin=https://other.example:443")) {
            assertThat(upgrade(server, origin, host)).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://call.example:80,  call.example",
        "http://call.example:443,  call.example",
        "https://call.example,     call.example:80",
        "https://call.example:443, call.example:444",
        "https://other.example:80, call.example"
    })
    void otherPortsDo(String origin, String host) {
        try (var server = TestServer.start("--allow-origin=https://other.example:443")) {
            assertThat(upgrade(server, origin, host)).isEqualTo(403);
        }
    }

    @ParameterizedTest // RFC 9112 section 3.2.2
    @CsvSource({
        "http://localhost/healthz, localhost, 200",
        "HTTP://localhost/healthz, localhost, 200",
        "https://localhost/healthz, localhost, 200",
        "http://localhost, localhost, 200",
        "http://localhost?x=y, localhost, 200",
        "http://localhost/healthz, evil.example, 200",
        "http://evil.example/healthz, localhost, 421",
        "ftp://localhost/healthz, localhost, 400",
        "http://user@localhost/healthz, localhost, 400",
        "http://localhost:x/healthz, localhost, 400",
        "http:///healthz, localhost, 400"
    })
    void aTargetMayBeAWholeUrl(String target, String host, int status) {
        try (var server = TestServer.start()) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            assertThat(ask(server, request).status()).isEqualTo(status);
        }
    }

    @Test
    void aWebSocketMayBeAskedForByAWholeUrl() {
        try (var server = TestServer.start();
                var connection = RawConnection.open(server.port())) {
            String request = WebSocketClient.request("http://localhost/ws?room=r");
            assertThat(connection.send(request).readHead().status()).isEqualTo(101);
            WebSocketClient.opened(connection).welcomed();
        }
    }

    private static int upgrade(TestServer server, String origin, String host) {
        try (var connection = RawConnection.open(server.port()).startTls()) {
            String request =
                    WebSocketClient.request("/ws?room=r", "Origin: " + origin)
                            .replace("Host: localhost", "Host: " + host);
            return connection.send(request).readHead().status();
        }
    }

    private static HttpAnswer ask(TestServer server, String request) {
        try (var connection = RawConnection.open(server.port())) {
            return connection.send(request).readAnswer();
        }
    }

    private static String get(String path, String... headers) {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "GET " + path + " HTTP/1.1\r\nHost: call.example\r\n" + lines + "\r\n";
    }
}
