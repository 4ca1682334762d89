package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names, seats and walls of rooms.
class RoomsTest {
    private static final String LONGEST =
            "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmno";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void emptyRoomsAreGone() {
        server.awaitRooms(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-", "0", "room-1", LONGEST, "%61%2D", "a&x=1"})
    void aNameOf1To64CharactersIsTaken(String name) {
        try (var ann = open("/ws?room=" + name)) {
            assertThat(ann.readText()).contains(json("'type':'welcome'"));
            assertThat(server.server().roomCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ws",
                "/ws?",
                "/ws?room",
                "/ws?room=",
                "/ws?Room=r",
                "/ws?room=" + LONGEST + "x",
                "/ws?room=A",
                "/ws?room=a_b",
                "/ws?room=a.b",
                "/ws?room=../etc",
                "/ws?room=..%2Fetc",
                "/ws?room=a%00",
                "/ws?room=%00",
                "/ws?room=a%20b",
                "/ws?room=a+b",
                "/ws?room=%0A",
                "/ws?room=a%0A",
                "/ws?room=%C3%A9",
                "/ws?room=%FF",
                "/ws?room=%F0%9F%8E%A5",
                "/ws?room=%EF%BD%81",
                "/ws?room=a;b",
                "/ws?room=a&room=a",
                "/ws?room=a&room=b",
                "/ws?room=&room=b"
            })
    void anyOtherNameIsToldTheRuleAndClosedWith4002(String path) {
        try (var ann = open(path)) {
            assertThat(ann.readText())
                    .isEqualTo(
                            json(
                                    "{'type':'error','seq':1,'code':'bad-room','message':'room: must be 1 to 64 characters of a-z, 0-9 and -','fatal':true}"));
            assertThat(ann.readClose()).isEqualTo(4002);
        }
    }

    @Test
    void theRootIsTheLobbyWhateverItAsksFor() {
        try (var ann = open("/");
                var bob = open("/?room=elsewhere")) {
            assertThat(ann.readText()).contains(json("'room':'lobby'"));
            assertThat(bob.readText()).contains(json("'room':'lobby'"), json("'clientCount':2"));
        }
    }

    @Test
    void aThirdMemberIsToldAndClosedWith4001AndNobodyElseNotices() {
        try (var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r");
                var cat = open("/ws?room=r")) {
            assertThat(ann.readText()).contains("user-joined");
            assertThat(cat.readText())
                    .isEqualTo(
                            json(
                                    "{'type':'error','seq':1,'code':'room-full','message':'all 2 seats of this room are taken','fatal':true}"));
            cat.say("{'type':'control'}");
            assertThat(cat.readClose()).isEqualTo(4001);
            cat.send(Frames.close(4001, ""));
            assertThat(cat.connection().readToEnd()).isEmpty();
            ann.heardNothing();
            bob.heardNothing();
        }
    }

    @Test
    void aSeatIsFreeAgainAsSoonAsTheOthersAreTold() {
        try (var ann = WebSocketClient.join(server.port(), "r")) {
            for (int i = 0; i < 5; i++) {
                var bob = WebSocketClient.join(server.port(), "r");
                assertThat(ann.readText()).contains("user-joined");
                bob.close();
                assertThat(ann.readText()).contains("user-left");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aRoomHasAsManySeatsAsTheSettingSays(int seats) {
        List<WebSocketClient> members = new ArrayList<>();
        try (var other = TestServer.start("--room-seats=" + seats)) {
            for (int i = 0; i < seats; i++) {
                members.add(WebSocketClient.join(other.port(), "r"));
            }
            try (var late = WebSocketClient.open(RawConnection.open(other.port()), "/ws?room=r")) {
                assertThat(late.readText()).contains("room-full", "all " + seats + " seats");
                assertThat(late.readClose()).isEqualTo(4001);
            }
            members.forEach(WebSocketClient::close);
            other.awaitRooms(0);
        }
    }

    @Test
    void roomsNeverHearEachOther() {
        try (var ann = WebSocketClient.join(server.port(), "one");
                var bob = WebSocketClient.join(server.port(), "two")) {
            ann.say("{'type':'control'}").heardNothing();
            bob.heardNothing();
            assertThat(server.server().roomCount()).isEqualTo(2);
        }
    }

    private static WebSocketClient open(String path) {
        return WebSocketClient.open(RawConnection.open(server.port()), path);
    }
}
