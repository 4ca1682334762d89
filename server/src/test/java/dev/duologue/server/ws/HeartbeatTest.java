package dev.duologue.server.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private long now = 3;
    private final Heartbeat heartbeat = new Heartbeat(INTERVAL, 2, now);

    @Test
    void aClientThatAnswersNeitherOfTwoPingsIsGivenUpAtTheThird() {
        assertThat(beatAfter(INTERVAL)).isTrue();
        assertThat(beatAfter(INTERVAL)).isTrue();
        assertThat(beatAfter(INTERVAL)).isFalse();
    }

    @Test
    void aClientThatIsHeardIsNotGivenUp() {
        for (int i = 0; i < 10; i++) {
            assertThat(beatAfter(INTERVAL)).isTrue();
            assertThat(beatAfter(INTERVAL)).isTrue();
            heartbeat.heard();
        }
    }

    @Test
    void aTimerThatRanLateGivesNobodyUpAndCountsAnew() {
        beatAfter(INTERVAL);
        beatAfter(INTERVAL);
        assertThat(beatAfter(Duration.ofHours(1))).isTrue();
        assertThat(beatAfter(INTERVAL)).isTrue();
        assertThat(beatAfter(INTERVAL)).isFalse();
    }

    @Test
    void aTimerIsLateFromMoreThanHalfAnIntervalOn() {
        beatAfter(INTERVAL);
        beatAfter(INTERVAL);
        assertThat(beatAfter(INTERVAL.multipliedBy(3).dividedBy(2))).isFalse();
        assertThat(beatAfter(INTERVAL.multipliedBy(3).dividedBy(2).plusNanos(1))).isTrue();
    }

    private boolean beatAfter(Duration time) {
        now += time.toNanos();
        return heartbeat.beat(now);
    }
}
