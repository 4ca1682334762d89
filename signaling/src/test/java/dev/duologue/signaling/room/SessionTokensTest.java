package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.protocol.RoomName;
import dev.duologue.signaling.room.SessionTokens.Holder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokensTest {
    private static final Holder HOLDER = new Holder("5f0c2a9be1d84c37", "0a1b2c3d");
    private static final RoomName ROOM = new RoomName("r");

    private final FakeClock clock = new FakeClock();
    private final SessionTokens tokens = tokens("a key");

    @Test
    void whoBringsATokenIsWhoItWasMadeFor() {
        assertThat(tokens.holderOf(tokens.issue(ROOM, HOLDER), ROOM)).contains(HOLDER);
    }

    @Test
    void anotherProcessWithTheSameKeyTakesIt() {
        assertThat(tokens("a key").holderOf(tokens.issue(ROOM, HOLDER), ROOM)).contains(HOLDER);
    }

    @Test
    void aTokenOfAnotherKeyOrForAnotherRoomIsNone() {
        String token = tokens.issue(ROOM, HOLDER);

        assertThat(tokens("another key").holderOf(token, ROOM)).isEmpty();
        assertThat(tokens.holderOf(token, new RoomName("s"))).isEmpty();
    }

    @Test
    void aTokenIsGoodForADayAndNotForASecondMore() {
        String token = tokens.issue(ROOM, HOLDER);

        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(tokens.holderOf(token, ROOM)).contains(HOLDER);
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.holderOf(token, ROOM)).isEmpty();
    }

    @Test
    void noPartOfATokenCanBeChanged() {
        String token = tokens.issue(ROOM, HOLDER);

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == '1' ? '2' : '1';
            String forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.holderOf(forged, ROOM)).as(forged).isEmpty();
        }
        assertThat(tokens.holderOf(token.substring(1), ROOM)).isEmpty();
        assertThat(tokens.holderOf(token + "1", ROOM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "x",
                "5f0c2a9be1d84c37",
                "5f0c2a9be1d84c37.0a1b2c3d.1.",
                "5f0c2a9be1d84c37.0a1b2c3d.9999999999999.0123456789012345678901234567890123456789012",
                "\u0000",
                "日本語"
            })
    void whatHasNotTheFormIsNoToken(String text) {
        assertThat(tokens.holderOf(text, ROOM)).isEmpty();
    }

    private SessionTokens tokens(String key) {
        return new SessionTokens(key.getBytes(StandardCharsets.US_ASCII), clock);
    }
}
