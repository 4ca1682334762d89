package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.backplane.InMemoryBackplane;
import dev.duologue.signaling.protocol.CloseCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// By what a client is known again when it comes back.
class SessionTest extends ResumeScene {
    @Test
    void theWelcomeSaysHowToComeBack() {
        String id = enter(alice);

        assertThat(alice.news().getFirst())
                .contains("\"session\":\"" + id + ".", "\"resumeWindow\":30000,\"protocol\":1}")
                .doesNotContain("resumed");
    }

    @Test
    void afterARestartTheTokenGivesTheIdBack() {
        String id = enter(alice);
        enter(bob);
        String tokenOfAlice = token(alice.news());
        String tokenOfBob = token(bob.news());
        rooms = new InMemoryBackplane();
        signaling = signaling(WINDOW, "a key");

        alice = new FakeConnection();
        assertThat(enter(alice, tokenOfAlice, 2)).isEqualTo(id);
        assertThat(alice.news())
                .hasSize(1)
                .first()
                .asString()
                .contains("\"seq\":1", "\"members\":[]", "\"gap\":true,\"received\":0");
        var bobAgain = new FakeConnection();
        enter(bobAgain, tokenOfBob, 1);
        assertThat(bobAgain.news().getFirst()).contains("\"members\":[\"" + id + "\"]", "gap");
    }

    @Test
    void numbersOfAnEarlierSeatMeanNothingAtTheNext() {
        enter(alice);
        enter(bob);
        String old = token(alice.news());
        alice.leave(Ending.FAREWELL);
        alice = new FakeConnection();
        enter(alice, old, 2); // of this, and of the gap that it tells, the client gets nothing
        bob.say(control(1));
        alice.leave(Ending.BROKEN);

        alice = new FakeConnection();
        enter(alice, old, 2);

        assertThat(alice.news()).hasSize(1).first().asString().contains("\"gap\":true");
    }

    @Test
    void afterARestartATokenThatComesTwiceIsOneMember() {
        enter(alice);
        String token = token(alice.news());
        rooms = new InMemoryBackplane();
        signaling = signaling(WINDOW, "a key");

        var older = new FakeConnection();
        enter(older, token, 1);
        var newer = new FakeConnection();
        enter(newer, token, 1);

        assertThat(older.closed()).isEqualTo(CloseCode.SESSION_TAKEN_OVER);
        assertThat(newer.news().getFirst()).contains("\"clientCount\":1", "\"members\":[]");
    }

    @Test
    void aTokenThatIsNotGoodMakesANewcomer() {
        String id = enter(alice);
        String token = token(alice.news());
        String elsewhere = token;

        for (String bad : List.of("forged", token + "x", token.replace('.', '-'))) {
            newcomer("r", bad, id);
        }
        newcomer("s", elsewhere, id);
        alice.leave(Ending.FAREWELL);
        clock.advance(SessionTokens.LIFETIME);
        newcomer("r", token, id);
        signaling = signaling(WINDOW, "another key");
        newcomer("r", token, id);
    }

    @Test
    void aTokenThatIsHalfSpentIsReplacedWithAPong() {
        enter(alice);
        alice.news();
        clock.advance(Duration.ofHours(12).minusSeconds(1));
        alice.say("{\"type\":\"ping\"}");
        assertThat(alice.news().getFirst()).doesNotContain("session");
        clock.advance(Duration.ofSeconds(1));
        alice.say("{\"type\":\"ping\"}");
        String fresh = token(alice.news());
        alice.say("{\"type\":\"ping\"}");
        assertThat(alice.news().getFirst()).doesNotContain("session");

        clock.advance(Duration.ofHours(13)); // more than a day after the first
        alice.leave(Ending.BROKEN);
        alice = new FakeConnection();
        enter(alice, fresh, 1);
        assertThat(alice.sent().getFirst()).contains("\"resumed\":true,\"received\":4");
    }

    @Test
    void theNewerConnectionWinsAndTheOlderIsToldAndNotHeardAnyMore() {
        enter(alice);
        enter(bob);
        String token = token(alice.news());
        bob.news();
        var newer = new FakeConnection();
        enter(newer, token, 2);

        assertThat(alice.closed()).isEqualTo(CloseCode.SESSION_TAKEN_OVER);
        alice.say(control(1));
        alice.say("bad");
        alice.leave(Ending.FAREWELL);
        assertThat(bob.news()).isEmpty();
        newer.say(control(2));
        assertThat(bob.news()).hasSize(1).first().asString().endsWith("\"n\":2}");
        assertThat(newer.sent()).hasSize(1);
        clock.advance(WINDOW);
        assertThat(bob.news()).isEmpty();
    }

    @Test
    void theNewerConnectionWinsAlsoWhereItRemembersNothing() {
        String id = enter(alice);
        enter(bob);
        String token = token(alice.news());
        bob.news();
        var newer = new FakeConnection();
        enter(newer, token, Entry.NOTHING);

        assertThat(alice.closed()).isEqualTo(CloseCode.SESSION_TAKEN_OVER);
        assertThat(newer.news().getFirst()).contains(id, "\"gap\":true", "\"clientCount\":2");
        assertThat(bob.news()).hasSize(2);
        alice.leave(Ending.BROKEN);
        clock.advance(WINDOW);
        assertThat(bob.news()).isEmpty();
    }
}
