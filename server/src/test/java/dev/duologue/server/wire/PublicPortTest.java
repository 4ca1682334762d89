package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients are told who reach the server by another port than it listens on, as behind `-p
/// 443:8443`. A PROXY header stands for a client that is not on this computer.
class PublicPortTest {
    private static final String CLIENT = "PROXY TCP4 203.0.113.7 192.0.2.1 4000 443\r\n";

    @ParameterizedTest
    @CsvSource({
        "call.example, call.example:443",
        "call.example:443, call.example:443",
        "call.example:9000, call.example:9000",
        "[2001:db8::7]:9000, [2001:db8::7]:9000"
    })
    void theRelayIsWhereThePageIs(String host, String relay) {
        try (var server = start()) {
            assertThat(welcome(server, true, host)).contains(json("'turn:" + relay + "?"));
        }
    }

    @Test
    void aNameForTheRelayAloneIsReachedByThePortThatIsListenedOn() {
        try (var server = start("--public-host=turn.example")) {
            String own = "turn.example:" + server.port();
            assertThat(welcome(server, true, "call.example")).contains(json("'turn:" + own + "?"));
            assertThat(welcome(server, true, "turn.example:9000")).contains("turn.example:9000");
        }
    }

    @Test
    void thePublicPortStandsOverWhatTheClientUsed() {
        try (var server = start("--public-host=turn.example:3478")) {
            assertThat(welcome(server, true, "call.example:9000"))
                    .contains(json("'turn:turn.example:3478?transport=tcp'"));
        }
    }

    @Test
    void plainHttpWithoutAPortMayBeThatOfAProxy() {
        try (var server = start("--insecure-http")) {
            assertThat(welcome(server, false, "call.example"))
                    .contains("call.example:" + server.port());
            assertThat(welcome(server, false, "call.example:9000")).contains("call.example:9000");
        }
    }

    @Test
    void theRelayIsNotBehindThePortOfAnHttpProxy() {
        try (var server = start()) {
            String headers = "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https";
            assertThat(welcome(server, "", false, "call.example:9000", headers))
                    .contains(json("'turn:call.example:" + server.port() + "?"));
        }
    }

    @Test
    void aTunnelOfThisComputerLeadsToPagesAlone() {
        try (var server = start("--trusted-proxy=192.0.2.1")) {
            assertThat(welcome(server, "", false, "localhost:9000", "X: y"))
                    .contains(json("'turn:localhost:" + server.port() + "?"));
        }
    }

    @Test
    void invitationsNameThePublicPort() {
        try (var server = TestServer.start("--public-host=call.example:443");
                var connection = RawConnection.open(server.port())) {
            connection.send("GET /invitation.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.readAnswer().body())
                    .contains("\"origin\":\"https://call.example\"");
        }
    }

    private static TestServer start(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--no-turn=false";
        all[1] = "--trusted-proxy=127.0.0.1";
        System.arraycopy(options, 0, all, 2, options.length);
        return TestServer.start(all);
    }

    private static String welcome(TestServer server, boolean tls, String host) {
        return welcome(server, CLIENT, tls, host, "X: y");
    }

    private static String welcome(
            TestServer server, String before, boolean tls, String host, String header) {
        try (var plain = RawConnection.open(server.port())) {
            plain.send(before);
            RawConnection connection = tls ? plain.startTls() : plain;
            String request =
                    WebSocketClient.request("/ws?room=r", header)
                            .replace("Host: localhost", "Host: " + host);
            assertThat(connection.send(request).readHead().status()).isEqualTo(101);
            return WebSocketClient.opened(connection).readText();
        }
    }
}
