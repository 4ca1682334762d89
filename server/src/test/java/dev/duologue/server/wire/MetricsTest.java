package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Counters.Count;
import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/metrics`: who is told, and that what it tells happened.
class MetricsTest {
    private static final String TOKEN = "a token for tests";
    private static final Pattern SAMPLE =
            Pattern.compile("[a-z_]+(\\{[a-z]+=\"[A-Za-z0-9.+ -]+\"})? -?[0-9.E-]+");
    private static final byte[] BINDING =
            HexFormat.of().parseHex("000100002112a442000102030405060708090a0b");

    @ParameterizedTest
    @ValueSource(strings = {"", "Authorization: Bearer ", "Authorization: Bearer a token for test"})
    void strangersAreToldNothing(String header) {
        try (var server = start()) {
            HttpAnswer answer = ask(server, header);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
            assertThat(answer.body()).doesNotContain("duologue_");
        }
    }

    @Test
    void withoutATokenThereIsNoSuchPath() {
        try (var server = TestServer.start()) {
            assertThat(ask(server, "Authorization: Bearer ").status()).isEqualTo(404);
        }
    }

    @Test
    void everyLineIsASampleOrSaysWhatItIs() {
        try (var server = start("--no-turn=false")) {
            HttpAnswer answer = ask(server, "Authorization: Bearer " + TOKEN);
            assertThat(answer.header("content-type"))
                    .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            for (String line : answer.body().split("\n", -1)) {
                if (!line.isEmpty() && !line.startsWith("# ")) {
                    assertThat(line).matches(SAMPLE);
                }
            }
            assertThat(names(answer)).doesNotHaveDuplicates();
        }
    }

    @Test
    void theListenerOfTheOperatorTellsEverybodyAndIsOutsideOfAllLimits() {
        try (var server =
                        TestServer.start("--metrics-listen=127.0.0.1:0", "--connections-per-ip=1");
                var _ = WebSocketClient.join(server.port(), "r")) {
            int port = server.server().operatorPort();
            for (int i = 0; i < 3; i++) {
                assertThat(get(port, "/metrics", "localhost", "").body())
                        .contains("\nduologue_rooms 1\n");
                assertThat(get(port, "/healthz", "localhost", "").body()).isEqualTo("ok\n");
            }
            assertThat(get(port, "/", "localhost", "").status()).isEqualTo(404);
            assertThat(get(port, "/metrics", "evil.example", "").status()).isEqualTo(421);
            server.awaitCount(Count.OVER_LIMIT, 0);
        }
    }

    @Test
    void aCallIsCountedOnceHoweverOftenItsConnectionIsRenewed() {
        try (var server = start();
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            ann.say("{'type':'offer','sdp':'','call':'c1'}");
            bob.say("{'type':'answer','sdp':'','call':'c1'}");
            ann.say("{'type':'answer','call':'c1','sdp':''}");
            awaitSample(server, "duologue_calls_total 1");
            ann.say("{'type':'hangup','call':'c1'}");
            bob.say("{'type':'answer','sdp':{'call':'no'},'call':'c2'}");
            awaitSample(server, "duologue_calls_total 2");
            bob.say("{'type':'hangup'}");
            bob.say("{'type':'answer','sdp':''}"); // a client that gives calls no names
            bob.say("{'type':'answer','sdp':''}");
            awaitSample(server, "duologue_calls_total 3");
        }
    }

    @Test
    void anAnswerThatNobodyGetsSetsNoCallUp() {
        try (var server = start();
                var ann = WebSocketClient.join(server.port(), "r")) {
            ann.say("{'type':'answer','sdp':'','target':'0000000000000000'}");
            assertThat(ann.readText()).contains("unknown-target");
            awaitSample(server, "duologue_errors_total{code=\"unknown-target\"} 1");
            awaitSample(server, "duologue_calls_total 0");
        }
    }

    @Test
    void errorsAndClosesAreCountedByTheirCodes() {
        try (var server = start();
                var ann = WebSocketClient.join(server.port(), "r")) {
            ann.say("no JSON");
            ann.readText();
            ann.send(Frames.unmasked(Frames.TEXT, "{}"));
            assertThat(ann.readClose()).isEqualTo(1002);
            awaitSample(server, "duologue_errors_total{code=\"not-json\"} 1");
            awaitSample(server, "duologue_closes_total{code=\"1002\"} 1");
            awaitSample(server, "duologue_websockets_total 1");
            ann.send(Frames.close(1002, ""));
            awaitSample(server, "duologue_websockets 0");
        }
    }

    @Test
    void whoComesBackIsCounted() {
        try (var server = start("--resume-window=30s")) {
            var ann = WebSocketClient.open(RawConnection.open(server.port()), "/ws?room=r");
            String welcome = ann.readText();
            String token = welcome.replaceFirst("(?s).*\"session\":\"([^\"]+)\".*", "$1");
            ann.say("{'type':'ping'}").readText();
            ann.connection().reset();
            String again = "/ws?room=r&session=" + token + "&last=1";
            try (var back = WebSocketClient.open(RawConnection.open(server.port()), again)) {
                assertThat(back.readText()).contains(json("'resumed':true"));
                awaitSample(server, "duologue_resumes_total 1");
                awaitSample(server, "duologue_gaps_total 0");
            }
        }
    }

    @Test
    void whatIsRefusedIsCountedByItsReason() {
        try (var server = start();
                var connection = RawConnection.open(server.port())) {
            connection.send("\u0002");
            assertThat(connection.readToEnd()).isEmpty();
            awaitSample(
                    server, "duologue_refused_connections_total{reason=\"unknown-protocols\"} 1");
        }
    }

    @Test
    void theRelayIsCounted() {
        try (var server = start("--no-turn=false");
                var connection = RawConnection.open(server.port())) {
            assertThat(connection.send(BINDING).read(32)).startsWith(1, 1);
            awaitSample(server, "duologue_stun_connections_total 1");
            awaitSample(server, "duologue_allocations 0");
            awaitSample(server, "duologue_part_up{part=\"relay over UDP\"} 1");
        }
    }

    @Test
    void theCertificateTheMemoryAndTheLoopsAreThere() {
        try (var server = start()) {
            assertThat(ask(server, "Authorization: Bearer " + TOKEN).body())
                    .contains(
                            "\nduologue_certificate_days_left 39", // of 397
                            "\nduologue_heap_used_bytes ",
                            "\nduologue_heap_max_bytes ",
                            "\nduologue_budget_used_bytes 0\n",
                            "\nduologue_budget_limit_bytes ",
                            "\nduologue_evictions_total 0\n",
                            "\nduologue_event_loop_lag_seconds_bucket{le=\"+Inf\"} ",
                            "\nprocess_start_time_seconds ");
        }
    }

    private static void awaitSample(TestServer server, String sample) {
        Await.until(
                sample,
                () ->
                        ask(server, "Authorization: Bearer " + TOKEN)
                                .body()
                                .contains("\n" + sample + "\n"));
    }

    private static List<String> names(HttpAnswer answer) {
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .collect(Collectors.toList());
    }

    private static TestServer start(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "--metrics-token=" + TOKEN;
        System.arraycopy(options, 0, all, 1, options.length);
        return TestServer.start(all);
    }

    private static HttpAnswer ask(TestServer server, String header) {
        return get(server.port(), "/metrics", "localhost", header);
    }

    private static HttpAnswer get(int port, String path, String host, String header) {
        try (var connection = RawConnection.open(port)) {
            String line = header.isEmpty() ? "" : header + "\r\n";
            connection.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + line + "\r\n");
            return connection.readAnswer();
        }
    }
}
