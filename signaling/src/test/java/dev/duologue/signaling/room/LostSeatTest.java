package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.backplane.InMemoryBackplane;
import dev.duologue.signaling.protocol.CloseCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of the seat of a client that lost its connection.
class LostSeatTest extends ResumeScene {
    @Test
    void aSeatIsKeptForTheWindowAndNotForAnInstantMore() {
        String id = enter(alice);
        enter(bob);
        bob.news();
        alice.leave(Ending.BROKEN);

        clock.advance(WINDOW.minus(INSTANT));
        assertThat(bob.news()).isEmpty();
        clock.advance(INSTANT);
        assertThat(bob.news())
                .containsExactly(
                        "{\"type\":\"user-left\",\"seq\":2,\"clientId\":\""
                                + id
                                + "\",\"clientCount\":1,\"reason\":\"lost\"}");
    }

    @Test
    void whoComesBackInTheLastInstantResumesAndWhoIsLaterBeginsAnewUnderItsId() {
        String id = enter(alice);
        enter(bob);
        String token = token(alice.news());
        alice.leave(Ending.BROKEN);
        clock.advance(WINDOW.minus(INSTANT));
        alice = new FakeConnection();
        enter(alice, token, 2);
        assertThat(alice.news().getFirst()).contains("\"resumed\":true,\"received\":1");

        bob.news();
        alice.leave(Ending.BROKEN);
        clock.advance(WINDOW);
        alice = new FakeConnection();
        assertThat(enter(alice, token, 2)).isEqualTo(id);
        assertThat(alice.news().getFirst())
                .contains("\"seq\":1", "\"resumed\":true,\"gap\":true,\"received\":0");
        assertThat(bob.news()).hasSize(2).last().asString().contains("user-joined", id);
    }

    @Test
    void theWindowBeginsAnewWithEachLoss() {
        enter(alice);
        enter(bob);
        String token = token(alice.news());
        bob.news();
        for (int i = 0; i < 3; i++) {
            alice.leave(Ending.BROKEN);
            clock.advance(WINDOW.minus(INSTANT));
            alice = new FakeConnection();
            enter(alice, token, 2);
        }
        clock.advance(WINDOW.multipliedBy(2));

        assertThat(bob.news()).isEmpty();
        assertThat(clock.timers()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"FAREWELL", "REFUSED"})
    void whoWasNotLostFreesItsSeatAtOnce(Ending ending) {
        enter(alice);
        enter(bob);
        bob.news();
        alice.leave(ending);

        assertThat(bob.news()).hasSize(1).first().asString().contains(ending.departure().wire());
        assertThat(clock.timers()).isZero();
        enter(new FakeConnection());
        assertThat(bob.news().getFirst()).contains("user-joined");
    }

    @Test
    void aPageThatItsBrowserPutAsideHasThreeSecondsToComeBackAndThenItLeft() {
        enter(alice);
        enter(bob);
        String token = token(alice.news());
        bob.news();
        alice.leave(Ending.GONE_AWAY);
        clock.advance(SignalingLimits.AWAY_WINDOW.minus(INSTANT));
        alice = new FakeConnection();
        enter(alice, token, 2);
        assertThat(alice.sent().getFirst()).contains("\"resumed\":true,\"received\":1");
        assertThat(bob.news()).isEmpty();

        alice.leave(Ending.GONE_AWAY);
        clock.advance(SignalingLimits.AWAY_WINDOW);
        assertThat(bob.news()).hasSize(1).first().asString().contains("\"reason\":\"left\"");
    }

    @Test
    void aPageThatWasPutAsideIsNotKeptForLongerThanOneThatIsLost() {
        var brief = new SignalingLimits(2, 100, Duration.ofSeconds(2), KEPT, KEPT_BYTES);
        assertThat(brief.keptAfter(Ending.GONE_AWAY)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whoNeverSaidAnythingIsLostAtOnce() {
        enter(bob);
        bob.news();
        enterSilently(alice, "r", "", Entry.NOTHING);
        alice.leave(Ending.BROKEN);

        assertThat(bob.news()).hasSize(2).last().asString().contains("\"reason\":\"lost\"");
        assertThat(clock.timers()).isZero();
    }

    @Test
    void aLostMemberStillHasItsSeatAndNobodyElseGetsIt() {
        enter(alice);
        enter(bob);
        alice.leave(Ending.BROKEN);
        var carol = new FakeConnection();
        enter(carol);
        assertThat(carol.closed()).isEqualTo(CloseCode.ROOM_FULL);

        clock.advance(WINDOW);
        enter(new FakeConnection());
        assertThat(bob.news().getLast()).contains("user-joined");
    }

    @Test
    void whoComesBackToAFullRoomIsTurnedAway() {
        enter(alice);
        enter(bob);
        String token = token(alice.news());
        alice.leave(Ending.FAREWELL);
        enter(new FakeConnection());

        alice = new FakeConnection();
        enter(alice, token, 2);

        assertThat(alice.closed()).isEqualTo(CloseCode.ROOM_FULL);
        bob.news();
        alice.leave(Ending.BROKEN);
        clock.advance(WINDOW);
        assertThat(bob.news()).isEmpty();
    }

    @Test
    void aClientThatDoesNotKnowOfItIsLostAtOnce() {
        signaling.enter(alice, Entry.plain("r"), (_, _) -> List.of()).ifPresent(alice::seated);
        enter(bob);
        bob.news();

        assertThat(alice.news().getFirst()).doesNotContain("session");
        alice.leave(Ending.BROKEN);
        assertThat(bob.news()).hasSize(1);
    }

    @Test
    void withoutAWindowNobodyComesBack() {
        enter(alice);
        enter(bob);
        String token = token(alice.news());
        rooms = new InMemoryBackplane();
        signaling = signaling(Duration.ZERO, "a key");
        var carol = new FakeConnection();
        newcomer("r", token, "");
        enter(carol);
        alice = new FakeConnection();
        enter(alice);
        assertThat(alice.news().getFirst()).doesNotContain("session", "resumeWindow");
        alice.say("{\"type\":\"ping\",\"last\":1}");
        assertThat(alice.news().getFirst()).isEqualTo("{\"type\":\"pong\",\"seq\":1}");
        carol.news();
        alice.leave(Ending.BROKEN);
        assertThat(carol.news()).hasSize(1).first().asString().contains("\"reason\":\"lost\"");
    }
}
