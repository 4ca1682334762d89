package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.protocol.CloseCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a client that lost its connection finds when it comes back.
class ResumeTest extends ResumeScene {
    @Test
    void whoComesBackHasItsIdAndWhatItMissedWithItsOldNumbersAndNobodyNotices() {
        String id = enter(alice);
        String other = enter(bob);
        String token = token(alice.news());
        bob.news();
        bob.say(control(1));
        alice.leave(Ending.BROKEN);
        bob.say(control(2));
        bob.say(control(3));

        alice = new FakeConnection();
        enter(alice, token, 2);

        assertThat(alice.sent()).hasSize(4);
        assertThat(alice.sent().getFirst())
                .startsWith(
                        "{\"type\":\"welcome\",\"seq\":2,\"clientId\":\""
                                + id
                                + "\",\"clientCount\":2,\"room\":\"r\",\"members\":[\""
                                + other
                                + "\"],")
                .endsWith("\"resumed\":true,\"received\":1,\"protocol\":1}");
        assertThat(alice.sent().subList(1, 4))
                .containsExactly(passed(3, other, 1), passed(4, other, 2), passed(5, other, 3));
        bob.say(control(4));
        assertThat(alice.sent().getLast()).isEqualTo(passed(6, other, 4));
        assertThat(bob.news()).isEmpty();
    }

    @Test
    void whoMissedNothingIsSentNothing() {
        enter(alice);
        String token = token(alice.news());
        alice.leave(Ending.BROKEN);

        alice = new FakeConnection();
        enter(alice, token, 1);

        assertThat(alice.sent()).hasSize(1);
    }

    @Test
    void whoComesBackHearsWhoCameAndWentAndIsToldHowItIsNow() {
        enter(alice);
        String token = token(alice.news());
        alice.leave(Ending.BROKEN);
        String other = enter(bob);
        bob.leave(Ending.FAREWELL);

        alice = new FakeConnection();
        enter(alice, token, 1);

        assertThat(alice.sent().getFirst()).contains("\"clientCount\":1", "\"members\":[]");
        assertThat(alice.sent().subList(1, 3))
                .containsExactly(
                        "{\"type\":\"user-joined\",\"seq\":2,\"clientId\":\""
                                + other
                                + "\",\"clientCount\":2}",
                        "{\"type\":\"user-left\",\"seq\":3,\"clientId\":\""
                                + other
                                + "\",\"clientCount\":1,\"reason\":\"left\"}");
    }

    @Test
    void messagesOfTheClientAreCountedWhateverTheyAre() {
        enter(alice);
        enter(bob);
        String token = token(alice.news());
        alice.say(control(1));
        alice.say("bad");
        alice.say("{\"type\":\"control\",\"target\":\"nobody\"}");
        alice.say("{\"type\":\"ping\",\"last\":4}");
        assertThat(alice.news().getLast())
                .isEqualTo("{\"type\":\"pong\",\"seq\":4,\"received\":5}");
        alice.leave(Ending.BROKEN);

        alice = new FakeConnection();
        enter(alice, token, 4);
        assertThat(alice.news().getFirst()).contains("\"resumed\":true,\"received\":5,");
        alice.say(control(2));
        alice.say("{\"type\":\"ping\"}");
        assertThat(alice.news().getLast()).contains("\"received\":7");
    }

    @Test
    void aMessageThatWasDroppedForItsRateIsCountedToo() {
        enter(alice);
        for (int i = 0; i < 102; i++) {
            alice.say("{\"type\":\"control\"}");
        }
        clock.advance(Duration.ofSeconds(1));
        alice.say("{\"type\":\"ping\"}");

        assertThat(alice.news().getLast()).contains("\"received\":104");
    }

    @Test
    void whoComesBackMaySayAtOnceWhatItCouldNot() {
        enter(alice);
        String token = token(alice.news());
        for (int i = 1; i < 100; i++) {
            alice.say(control(i));
        }
        alice.leave(Ending.BROKEN);
        alice = new FakeConnection();
        enter(alice, token, 1);
        for (int i = 0; i < 100; i++) {
            alice.say(control(i));
        }
        assertThat(alice.sent()).hasSize(1);
        alice.say(control(100));
        assertThat(alice.sent().getLast()).contains("rate-limited");
    }

    @Test
    void asManyMessagesAsMayWaitAreKeptAndWithOneMoreThereIsAGap() {
        enter(alice);
        String other = enter(bob);
        String token = token(alice.news());
        alice.leave(Ending.BROKEN);
        for (int i = 1; i <= KEPT; i++) {
            bob.say(control(i));
        }
        alice = new FakeConnection();
        enter(alice, token, 2);
        assertThat(alice.sent()).hasSize(1 + KEPT).last().isEqualTo(passed(7, other, 5));

        alice.leave(Ending.BROKEN);
        bob.say(control(6));
        alice = new FakeConnection();
        bob.news();
        enter(alice, token, 2);
        assertThat(alice.sent()).hasSize(1).first().asString().contains("\"gap\":true");
        // The others take it for a newcomer, and so tell it what it has to know.
        assertThat(bob.news()).hasSize(2).last().asString().contains("user-joined");
    }

    @Test
    void asManyBytesAsMayWaitAreKeptAndWithOneMoreThereIsAGap() {
        for (int more = 0; more <= 1; more++) {
            String room = "room-" + more;
            alice = new FakeConnection();
            enter(alice, room, "", Entry.NOTHING);
            var carol = new FakeConnection();
            enter(carol, room, "", Entry.NOTHING);
            String token = token(alice.news());
            alice.leave(Ending.BROKEN);
            // The array of what carol says is kept whole, its brace included, and 72 bytes besides.
            int around = passed(3, "0123456789abcdef", 0).length() - 1 + 73;
            String digits = "1".repeat(KEPT_BYTES - around + more);
            carol.say("{\"type\":\"control\",\"n\":" + digits + "}");
            alice = new FakeConnection();
            enter(alice, room, token, 2);
            assertThat(alice.sent().getFirst().contains("gap")).isEqualTo(more == 1);
        }
    }

    @Test
    void whatTheClientSaysItHasIsNotKept() {
        enter(alice);
        String other = enter(bob);
        String token = token(alice.news());
        for (int i = 1; i <= 50; i++) {
            bob.say(control(i));
            alice.say("{\"type\":\"ping\",\"last\":" + (2 + i) + "}");
            clock.advance(Duration.ofSeconds(1));
        }
        bob.say(control(51));
        alice.leave(Ending.BROKEN);

        alice = new FakeConnection();
        enter(alice, token, 52);
        assertThat(alice.sent()).hasSize(2).last().isEqualTo(passed(53, other, 51));
    }

    @Test
    void anAttemptThatWasOvertakenIsClosedAndChangesNothing() {
        enter(alice);
        String other = enter(bob);
        String token = token(alice.news());
        bob.say(control(1));
        alice.leave(Ending.BROKEN);
        alice = new FakeConnection();
        enter(alice, token, 3);
        alice.news();
        bob.news();

        var late = new FakeConnection();
        enter(late, token, 2); // as it was asked for before the message came
        assertThat(late.sent()).isEmpty();
        assertThat(late.closed()).isEqualTo(CloseCode.SESSION_TAKEN_OVER);
        late.say(control(9));
        late.leave(Ending.BROKEN);

        bob.say(control(2));
        assertThat(alice.sent()).containsExactly(passed(4, other, 2));
        assertThat(bob.news()).isEmpty();
    }

    @Test
    void anAttemptIsOvertakenAlsoByWhatAPingSaid() {
        enter(alice);
        String other = enter(bob);
        String token = token(alice.news());
        alice.say("{\"type\":\"ping\",\"last\":2}");
        alice.leave(Ending.BROKEN);

        var late = new FakeConnection();
        enter(late, token, 1);
        assertThat(late.closed()).isEqualTo(CloseCode.SESSION_TAKEN_OVER);
        bob.say(control(1));
        alice = new FakeConnection();
        enter(alice, token, 2);
        assertThat(alice.sent()).hasSize(2).last().isEqualTo(passed(3, other, 1));
    }

    @Test
    void whoClaimsToHaveWhatWasNeverSentHasAGap() {
        enter(alice);
        String token = token(alice.news());
        alice.say("{\"type\":\"ping\",\"last\":9}");
        alice.leave(Ending.BROKEN);

        alice = new FakeConnection();
        enter(alice, token, 2);

        assertThat(alice.news().getFirst()).contains("\"gap\":true", "\"seq\":1");
    }
}
