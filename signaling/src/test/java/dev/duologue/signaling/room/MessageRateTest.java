package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageRateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsABurstOfOneSecondThroughAndNoMore() {
        var rate = new MessageRate(3, 0);

        assertThat(rate.allows(0)).isTrue();
        assertThat(rate.allows(0)).isTrue();
        assertThat(rate.allows(0)).isTrue();
        assertThat(rate.allows(0)).isFalse();
    }

    @Test
    void refillsEvenlyAndNeverOverOneSecond() {
        var rate = new MessageRate(2, 0);
        rate.allows(0);
        rate.allows(0);

        assertThat(rate.allows(SECOND / 2 - 1)).isFalse();
        assertThat(rate.allows(SECOND / 2)).isTrue();
        assertThat(rate.allows(100 * SECOND)).isTrue();
        assertThat(rate.allows(100 * SECOND)).isTrue();
        assertThat(rate.allows(100 * SECOND)).isFalse();
    }

    @Test
    void zeroIsNoLimit() {
        var rate = new MessageRate(0, 0);

        for (int i = 0; i < 100_000; i++) {
            assertThat(rate.allows(0)).isTrue();
        }
    }
}
