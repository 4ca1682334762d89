package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that lose their connection and come back, over real sockets.
class ResumeTest {
    private static final String WINDOW = "--resume-window=30s";

    @Test
    void whoComesBackHearsWhatItMissedAndNobodyNotices() {
        try (var server = TestServer.start(WINDOW);
                var ann = open(server, "/ws?room=r");
                var bob = open(server, "/ws?room=r")) {
            String welcome = ann.readText();
            bob.readText();
            assertThat(ann.readText()).contains("user-joined");
            speak(ann).connection().reset();
            bob.say("{'type':'control','n':1}").heardNothing();
            try (var back = open(server, "/ws?room=r&last=2&session=" + token(welcome))) {
                assertThat(back.readText())
                        .startsWith(json("{'type':'welcome','seq':2,'clientId':'" + id(welcome)))
                        .contains(json("'clientCount':2"), json("'resumed':true,'received':1"));
                assertThat(back.readText()).startsWith(json("{'seq':3,")).endsWith(json("'n':1}"));
                back.say("{'type':'control','n':2}");
                assertThat(bob.readText()).startsWith(json("{'seq':2,")).endsWith(json("'n':2}"));
            }
        }
    }

    @Test
    void theOlderOfTwoConnectionsWithOneTokenIsClosedWith4006() {
        try (var server = TestServer.start(WINDOW);
                var older = open(server, "/ws?room=r")) {
            String welcome = older.readText();
            try (var newer = open(server, "/ws?room=r&last=1&session=" + token(welcome))) {
                assertThat(newer.readText()).contains(json("'resumed':true,'received':0"));
                var close = older.read();
                assertThat(close.first()).isEqualTo(Frames.CLOSE);
                assertThat(close.closeCode()).isEqualTo(4006);
                assertThat(close.payload()).endsWith("session-taken-over");
                newer.heardNothing();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1005})
    void whoSaysGoodbyeFreesItsSeatAtOnce(int code) {
        try (var server = TestServer.start(WINDOW);
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            assertThat(ann.readText()).contains("user-joined");
            speak(bob).send(code == 1005 ? Frames.frame(Frames.CLOSE, "") : Frames.close(code, ""));
            assertThat(ann.readText()).contains("user-left", json("'reason':'left'"));
        }
    }

    @Test
    void aPageThatItsBrowserPutAsideComesBackAndNobodyNotices() {
        try (var server = TestServer.start(WINDOW);
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = open(server, "/ws?room=r")) {
            assertThat(ann.readText()).contains("user-joined");
            String welcome = bob.readText();
            speak(bob).send(Frames.close(1001, ""));
            assertThat(bob.readClose()).isEqualTo(1001);
            try (var back = open(server, "/ws?room=r&last=1&session=" + token(welcome))) {
                assertThat(back.readText()).contains(json("'resumed':true,'received':1"));
            }
            ann.heardNothing();
        }
    }

    @Test
    void whoIsLostForLongerThanTheWindowIsReportedThen() {
        try (var server = TestServer.start("--resume-window=100ms");
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            assertThat(ann.readText()).contains("user-joined");
            speak(bob).connection().reset();
            assertThat(ann.readText()).contains("user-left", json("'reason':'lost'"));
            server.awaitRooms(1);
        }
    }

    @Test
    void aMemberThatAnswersNoPingIsLostAndMayComeBack() {
        try (var server = TestServer.start(WINDOW, "--ping-interval=200ms");
                var ann = open(server, "/ws?room=r")) {
            String welcome = ann.readText();
            assertThat(speak(ann).readToClose()).isEqualTo(4005);
            try (var back = open(server, "/ws?room=r&last=1&session=" + token(welcome))) {
                assertThat(back.readText()).contains(json("'resumed':true,'received':1"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&last=", "&last=x", "&last=-1", "&last=2", "&last=1&last=1"})
    void whoDoesNotSayWhatItHasBeginsAnewUnderItsId(String last) {
        try (var server = TestServer.start(WINDOW);
                var ann = open(server, "/ws?room=r")) {
            String welcome = ann.readText();
            ann.connection().reset();
            try (var back = open(server, "/ws?room=r&session=" + token(welcome) + last)) {
                assertThat(back.readText())
                        .startsWith(json("{'type':'welcome','seq':1,'clientId':'" + id(welcome)))
                        .contains(json("'clientCount':1"), json("'resumed':true,'gap':true"));
            }
        }
    }

    @Test
    void aTokenOfAnotherRoomOrAnotherServerMakesANewcomer(@TempDir Path data) {
        try (var server = TestServer.start(WINDOW);
                var other = TestServer.start(WINDOW, "--data-dir=" + data);
                var ann = open(server, "/ws?room=r");
                var bob = open(other, "/ws?room=r")) {
            String welcome = ann.readText();
            for (String session : new String[] {token(bob.readText()), token(welcome) + "0", "x"}) {
                try (var back = open(server, "/ws?room=r&last=1&session=" + session)) {
                    assertThat(back.readText())
                            .doesNotContain("resumed")
                            .contains(json("'clientCount':2"));
                    back.send(Frames.close(1000, ""));
                }
                assertThat(ann.readText()).contains("user-joined");
                assertThat(ann.readText()).contains("user-left");
            }
            try (var back = open(server, "/ws?room=s&last=1&session=" + token(welcome))) {
                assertThat(back.readText()).doesNotContain("resumed", id(welcome));
            }
        }
    }

    @Test
    void afterARestartTheTokenGivesTheIdBackAndTheKeyIsForTheOwnerAlone(@TempDir Path data)
            throws IOException {
        String welcome;
        try (var server = TestServer.start(WINDOW, "--data-dir=" + data);
                var ann = open(server, "/ws?room=r")) {
            welcome = ann.readText();
            Thread.ofVirtual().start(server::close);
            assertThat(ann.readToClose()).isEqualTo(1001);
        }
        assertThat(Files.getPosixFilePermissions(data.resolve("session-key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var server = TestServer.start(WINDOW, "--data-dir=" + data);
                var back = open(server, "/ws?room=r&last=1&session=" + token(welcome))) {
            assertThat(back.readText())
                    .contains(id(welcome), json("'resumed':true,'gap':true,'received':0"));
        }
    }

    @Test
    void withoutAWindowThereIsNoTokenAndNoKey(@TempDir Path data) {
        try (var server = TestServer.start("--resume-window=0", "--data-dir=" + data);
                var ann = open(server, "/ws?room=r")) {
            assertThat(ann.readText()).doesNotContain("session", "resumeWindow");
            assertThat(data.resolve("session-key")).doesNotExist();
        }
    }

    @Test
    void theRootKnowsNothingOfIt() {
        try (var server = TestServer.start(WINDOW);
                var ann = open(server, "/")) {
            assertThat(ann.readText()).doesNotContain("session", "resumeWindow");
            ann.connection().reset();
            server.awaitRooms(0);
        }
    }

    @Test
    void aLostMemberHoldsNoConnection() {
        try (var server = TestServer.start(WINDOW)) {
            speak(WebSocketClient.join(server.port(), "r")).connection().reset();
            Await.until("no channel", () -> server.server().connectionCount() == 0);
            assertThat(server.server().roomCount()).isEqualTo(1);
        }
    }

    /// Says something: for whom nobody heard, no seat is kept.
    private static WebSocketClient speak(WebSocketClient client) {
        client.say("{'type':'ping'}");
        assertThat(client.readText()).contains("pong");
        return client;
    }

    private static WebSocketClient open(TestServer server, String path) {
        return WebSocketClient.open(RawConnection.open(server.port()), path);
    }

    private static String token(String welcome) {
        return welcome.replaceAll(json(".*'session':'([^']+)'.*"), "$1");
    }

    private static String id(String welcome) {
        return welcome.replaceAll(json(".*'clientId':'([^']+)'.*"), "$1");
    }
}
