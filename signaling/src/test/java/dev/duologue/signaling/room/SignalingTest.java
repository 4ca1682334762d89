package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.backplane.InMemoryBackplane;
import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.IceServer;
import dev.duologue.signaling.protocol.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalingTest {
    private final InMemoryBackplane rooms = new InMemoryBackplane();
    private final FakeClock clock = new FakeClock();
    private final Signaling signaling = signaling(2);
    private final FakeConnection alice = new FakeConnection();
    private final FakeConnection bob = new FakeConnection();

    @Test
    void aNewcomerIsWelcomedAndTheOthersAreTold() {
        Participant a = enter(alice, "r");
        Participant b = enter(bob, "r");

        assertThat(alice.news())
                .containsExactly(
                        "{\"type\":\"welcome\",\"seq\":1,\"clientId\":\""
                                + a.id()
                                + "\",\"clientCount\":1,\"room\":\"r\",\"members\":[],\"iceServers\":[],\"protocol\":1}",
                        "{\"type\":\"user-joined\",\"seq\":2,\"clientId\":\""
                                + b.id()
                                + "\",\"clientCount\":2}");
        assertThat(bob.news())
                .containsExactly(
                        "{\"type\":\"welcome\",\"seq\":1,\"clientId\":\""
                                + b.id()
                                + "\",\"clientCount\":2,\"room\":\"r\",\"members\":[\""
                                + a.id()
                                + "\"],\"iceServers\":[],\"protocol\":1}");
    }

    @Test
    void idsAre64RandomBits() {
        assertThat(enter(alice, "r").id())
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(enter(bob, "r").id());
    }

    @Test
    void aMemberIsGivenIceServersOfItsOwn() {
        IceServerSource source =
                (room, id) -> List.of(new IceServer(List.of("stun:x"), room + "/" + id, "c"));

        Participant a = signaling.enter(alice, Entry.plain("r"), source).orElseThrow();

        assertThat(alice.news().getFirst()).contains("\"username\":\"r/" + a.id() + "\"");
    }

    @Test
    void aThirdIsTurnedAwayAndMayComeWhenASeatIsFree() {
        enter(alice, "r");
        enter(bob, "r");
        var carol = new FakeConnection();
        enter(carol, "r");

        assertThat(carol.news())
                .containsExactly(
                        "{\"type\":\"error\",\"seq\":1,\"code\":\"room-full\",\"message\":\"all 2"
                                + " seats of this room are taken\",\"fatal\":true}");
        assertThat(carol.closed()).isEqualTo(CloseCode.ROOM_FULL);

        alice.leave(Ending.FAREWELL);
        var carolAgain = new FakeConnection();
        enter(carolAgain, "r");
        assertThat(carolAgain.news().getFirst()).contains("\"type\":\"welcome\"");
    }

    @Test
    void oneWhoWasTurnedAwayReachesNobodyAndLeavesQuietly() {
        enter(alice, "r");
        enter(bob, "r");
        var carol = new FakeConnection();
        enter(carol, "r");
        alice.news();

        carol.say("{\"type\":\"control\"}");
        carol.leave(Ending.FAREWELL);

        assertThat(alice.news()).isEmpty();
    }

    @Test
    void aBadRoomIsRefusedWithTheRule() {
        assertThat(signaling.enter(alice, Entry.plain("No!"), (_, _) -> List.of())).isEmpty();

        assertThat(alice.news())
                .containsExactly(
                        "{\"type\":\"error\",\"seq\":1,\"code\":\"bad-room\",\"message\":\"room:"
                                + " must be 1 to 64 characters of a-z, 0-9 and -\",\"fatal\":true}");
        assertThat(alice.closed()).isEqualTo(CloseCode.BAD_ROOM);
    }

    @Test
    void aMessageWithoutTargetReachesEverybodyElse() {
        var three = signaling(3);
        Participant a = enter(three, alice, "r");
        enter(three, bob, "r");
        var carol = new FakeConnection();
        enter(three, carol, "r");
        alice.news();
        bob.news();
        carol.news();

        alice.say("{\"type\":\"offer\",\"sdp\":\"v=0\"}");

        assertThat(alice.news()).isEmpty();
        assertThat(bob.news())
                .containsExactly(
                        "{\"seq\":3,\"from\":\""
                                + a.id()
                                + "\",\"type\":\"offer\",\"sdp\":\"v=0\"}");
        assertThat(carol.news())
                .containsExactly(
                        "{\"seq\":2,\"from\":\""
                                + a.id()
                                + "\",\"type\":\"offer\",\"sdp\":\"v=0\"}");
    }

    @Test
    void aTargetMustBeAnotherMemberOfTheSameRoom() {
        Participant a = enter(alice, "r");
        Participant elsewhere = enter(bob, "s");
        alice.news();
        bob.news();

        for (String target : List.of(elsewhere.id(), a.id(), "nobody", "")) {
            alice.say("{\"type\":\"control\",\"target\":\"" + target + "\"}");
            assertThat(alice.news())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("\"code\":\"unknown-target\"");
        }
        assertThat(bob.news()).isEmpty();
    }

    @Test
    void pongCarriesTheNewestNumberAgain() {
        enter(alice, "r");
        alice.news();

        alice.say("{\"type\":\"ping\"}");
        alice.say("{\"type\":\"ping\"}");

        assertThat(alice.news())
                .containsExactly("{\"type\":\"pong\",\"seq\":1}", "{\"type\":\"pong\",\"seq\":1}");
    }

    @Test
    void whoLeavesIsReportedOnceWithTheReason() {
        enter(alice, "r");
        Participant b = enter(bob, "r");
        alice.news();

        bob.leave(Ending.BROKEN);
        bob.leave(Ending.FAREWELL);

        assertThat(alice.news())
                .containsExactly(
                        "{\"type\":\"user-left\",\"seq\":3,\"clientId\":\""
                                + b.id()
                                + "\",\"clientCount\":1,\"reason\":\"lost\"}");
    }

    @Test
    void theTenthBadMessageInARowIsTheLast() {
        Participant a = enter(alice, "r");
        enter(bob, "r");
        bob.news();
        for (int i = 0; i < 9; i++) {
            alice.say("no json");
        }
        assertThat(alice.closed()).isNull();

        alice.say("no json");

        assertThat(alice.closed()).isEqualTo(CloseCode.TOO_MANY_ERRORS);
        assertThat(alice.news().getLast())
                .contains(
                        "\"code\":\"too-many-errors\",\"message\":\"ten bad messages in a row, the"
                                + " last one: not-json\",\"fatal\":true");
        assertThat(bob.news())
                .containsExactly(
                        "{\"type\":\"user-left\",\"seq\":2,\"clientId\":\""
                                + a.id()
                                + "\",\"clientCount\":1,\"reason\":\"removed\"}");
    }

    @Test
    void aGoodMessageStartsTheCountOfBadOnesAgain() {
        enter(alice, "r");

        for (int i = 0; i < 30; i++) {
            alice.say(i % 10 == 9 ? "{\"type\":\"ping\"}" : "no json");
        }

        assertThat(alice.closed()).isNull();
    }

    @Test
    void candidatesForOneWhoHasLeftCostNothing() {
        enter(alice, "r");

        for (int i = 0; i < 50; i++) {
            alice.say("{\"type\":\"candidate\",\"candidate\":null,\"target\":\"gone\"}");
        }

        assertThat(alice.closed()).isNull();
        assertThat(ProblemCode.UNKNOWN_TARGET.counts()).isFalse();
    }

    @Test
    void moreMessagesThanTheRateAreDroppedAndSaidSo() {
        enter(alice, "r");
        enter(bob, "r");
        bob.news();
        for (int i = 0; i < 101; i++) {
            alice.say("{\"type\":\"control\"}");
        }

        assertThat(bob.news()).hasSize(100);
        assertThat(alice.news().getLast())
                .contains(
                        "\"code\":\"rate-limited\",\"message\":\"more than 100 messages a second:"
                                + " this one was dropped\"");

        clock.advance(Duration.ofMillis(10)); // the hundredth part of a second
        alice.say("{\"type\":\"control\"}");
        assertThat(bob.news()).hasSize(1);
    }

    @Test
    void anEmptyRoomIsGone() {
        enter(alice, "r");
        enter(bob, "r");
        assertThat(rooms.roomCount()).isEqualTo(1);

        alice.leave(Ending.FAREWELL);
        bob.leave(Ending.FAREWELL);

        assertThat(rooms.roomCount()).isZero();
    }

    private Signaling signaling(int seats) {
        var limits = new SignalingLimits(seats, 100, Duration.ZERO, 256, 1 << 20);
        return new Signaling(limits, rooms, clock, new byte[0], new Budget(1 << 20));
    }

    private Participant enter(FakeConnection connection, String room) {
        return enter(signaling, connection, room);
    }

    private static Participant enter(Signaling signaling, FakeConnection connection, String room) {
        Participant member =
                signaling.enter(connection, Entry.plain(room), (_, _) -> List.of()).orElseThrow();
        connection.seated(member);
        return member;
    }
}
