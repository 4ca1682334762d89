package dev.duologue.server;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.Certificates;
import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.Program;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.RelayedClient;
import dev.duologue.server.testing.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running program does on SIGHUP and SIGTERM.
class SignalsTest {
    private static final Pattern PORT = Pattern.compile("listens on port (\\d+)");

    @TempDir Path folder;

    @Test
    void hangUpReadsSettingsAndCertificatesAgainAndDropsNobody() throws IOException {
        Certificates.of("secp256r1").writeTo(folder, "a");
        settings("room-seats = 2");
        try (var program = serve()) {
            int port = port(program);
            try (var ann = WebSocketClient.join(port, "r");
                    var ben = WebSocketClient.join(port, "r")) {
                assertThat(ann.readText()).contains("user-joined");
                settings(
                        "room-seats = 3\nlog-level = debug\nrealm = other\ntls-cert = "
                                + folder.resolve("a-cert.pem")
                                + "\ntls-key = "
                                + folder.resolve("a-key.pem"));
                program.signal("HUP");
                assertThat(
                                program.awaitErr(
                                        "WARNING changed, but in force from the next start on: the relay"))
                        .contains(
                                "INFO the TLS certificate changed: new connections get the new one",
                                "INFO the settings were read again");
                try (var cleo = WebSocketClient.join(port, "r")) { // a third one
                    assertThat(ann.readText()).contains("user-joined");
                    cleo.say("{'type':'control','x':1}");
                    assertThat(ann.readText()).contains(json("'from':'" + cleo.id() + "'"));
                }
                assertThat(commonName(port)).isEqualTo("CN=example.org");
                ben.say("{'type':'control','x':2}");
            }
        }
    }

    @Test
    void settingsThatAreWrongLeaveTheOldOnesInForce() throws IOException {
        settings("room-seats = 1");
        try (var program = serve()) {
            int port = port(program);
            settings("room-seats = none");
            program.signal("HUP");
            assertThat(program.awaitErr("the old settings stay"))
                    .contains("room-seats = none: must be a whole number from 1 to 1000");
            try (var ann = WebSocketClient.join(port, "r");
                    var ben = WebSocketClient.open(RawConnection.open(port), "/ws?room=r")) {
                assertThat(ben.readText()).contains("room-full");
                ann.heardNothing();
            }
        }
    }

    @Test
    void withoutTimeToDrainItStopsAtOnce() throws IOException {
        settings("");
        try (var program = serve();
                var ann = WebSocketClient.join(port(program), "r")) {
            program.terminate();
            assertThat(ann.readClose()).isEqualTo(1001);
            assertThat(program.await().status()).isZero();
        }
    }

    @Test
    void whileItDrainsRoomsGoOnAndNoneBegins() throws IOException {
        settings("drain = 1h");
        try (var program = serve()) {
            int port = port(program);
            try (var relayed = RelayedClient.allocate(port, folder.resolve("data"));
                    var ann = WebSocketClient.join(port, "r")) {
                program.terminate();
                assertThat(ann.readText())
                        .contains(json("'code':'draining'"), json("'fatal':false"));
                assertThat(enter(port, "other").status()).isEqualTo(503);
                try (var ben = WebSocketClient.join(port, "r")) {
                    assertThat(ann.readText()).contains(ben.id());
                }
                assertThat(ann.readText()).contains("user-left");
                relayed.free();
                assertThat(ann.readClose()).isEqualTo(1001);
            }
            assertThat(program.await().status()).isZero();
        }
    }

    @Test
    void aSecondSignalEndsTheWait() throws IOException {
        settings("drain = 1h");
        try (var program = serve()) {
            int port = port(program);
            try (var _ = RelayedClient.allocate(port, folder.resolve("data"));
                    var ann = WebSocketClient.join(port, "r")) {
                program.terminate();
                assertThat(ann.readText()).contains("draining");
                program.terminate();
                assertThat(ann.readClose()).isEqualTo(1001);
            }
            assertThat(program.await().status()).isZero();
        }
    }

    @Test
    void aDrainWithoutRelayedCallsIsOverAtOnce() throws IOException {
        settings("drain = 1h");
        try (var program = serve();
                var _ = WebSocketClient.join(port(program), "r")) {
            program.terminate();
            assertThat(program.await().status()).isZero();
        }
    }

    private static HttpAnswer enter(int port, String room) {
        try (var connection = RawConnection.open(port)) {
            return connection
                    .send(
                            "GET /ws?room="
                                    + room
                                    + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .readAnswer();
        }
    }

    private static String commonName(int port) {
        String[] name = new String[1];
        Await.until(
                "the connection is made",
                () -> {
                    try (var secure = RawConnection.open(port).startTls()) {
                        secure.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
                        name[0] = secure.certificate().getSubjectX500Principal().getName();
                        return true;
                    }
                });
        return name[0];
    }

    private Program serve() {
        return Program.start(
                folder,
                Map.of(),
                List.of(),
                "serve",
                "--port=0",
                "--host=127.0.0.1",
                "--config=" + folder.resolve("settings"),
                "--data-dir=" + folder.resolve("data"));
    }

    private void settings(String text) throws IOException {
        Files.writeString(folder.resolve("settings"), text);
    }

    private static int port(Program program) {
        Matcher matcher = PORT.matcher(program.awaitOut("http://localhost:"));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
