package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.net.LocalNames;
import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/invitation.json`: which address another person can open.
class InvitationTest {
    private static final String PUBLIC = "--public-host=call.example";

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.0.0.2", "[::1]", "a.localhost"})
    void onThisComputerItIsThePublicOne(String host) {
        try (var server = TestServer.start(PUBLIC)) {
            HttpAnswer answer = ask(server, host + ":" + server.port(), "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("application/json");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.body())
                    .startsWith(
                            "{\"selfMade\":false,\"elsewhere\":{\"origin\":\"https://call.example:"
                                    + server.port()
                                    + "\",\"selfMade\":true},\"hosts\":[\"call.example\"");
        }
    }

    @Test
    void onThisComputerItIsTheOneOfTheNetworkWhereNoneIsPublic() {
        try (var server = TestServer.start("--host=0.0.0.0")) {
            String expected =
                    LocalNames.reachableAddresses().stream()
                            .findFirst()
                            .map(address ->
                                    "{\"origin\":\"https://"
                                            + LocalNames.inUrl(address)
                                            + ":"
                                            + server.port()
                                            + "\",\"selfMade\":true}")
                            .orElse("null");
            assertThat(ask(server, "localhost:" + server.port(), "").body())
                    .contains("\"elsewhere\":" + expected + ",");
            assertThat(ask(server, "localhost:1", "").body()).contains("\"elsewhere\":null,");
        }
    }

    @Test
    void aServerOfThisComputerAloneKnowsOfNone() {
        try (var server = TestServer.start()) {
            assertThat(ask(server, "localhost:" + server.port(), "").body())
                    .startsWith("{\"selfMade\":false,\"elsewhere\":null,\"hosts\":[");
        }
    }

    @Test
    void underAnotherNameThePageKnowsItsAddressItself() {
        try (var server = TestServer.start(PUBLIC, "--allow-origin=https://localhost.example")) {
            for (String host : new String[] {"call.example", "192.168.1.20", "localhost.example"}) {
                assertThat(ask(server, host + ":" + server.port(), "").body())
                        .contains("\"elsewhere\":null,");
            }
        }
    }

    @Test
    void strangersAreToldNothingOfTheNetwork() {
        try (var server =
                TestServer.start(
                        PUBLIC, "--host=0.0.0.0", "--insecure-http", "--trusted-proxy=127.0.0.1")) {
            String proxied = "PROXY TCP4 203.0.113.7 192.0.2.1 4000 443\r\n";
            assertThat(ask(server, "localhost:" + server.port(), proxied).body())
                    .isEqualTo(
                            "{\"selfMade\":false,\"elsewhere\":null,\"hosts\":[\"call.example\"]}\n");
        }
    }

    @Test
    void overTlsItSaysWhoseTheCertificateIs() {
        try (var server = TestServer.start();
                var connection = RawConnection.open(server.port()).startTls()) {
            assertThat(connection.send(request("a")).readAnswer().body())
                    .startsWith("{\"selfMade\":true,");
        }
    }

    private static HttpAnswer ask(TestServer server, String host, String before) {
        try (var connection = RawConnection.open(server.port())) {
            return connection.send(before + request(host)).readAnswer();
        }
    }

    private static String request(String host) {
        return "GET /invitation.json HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }
}
