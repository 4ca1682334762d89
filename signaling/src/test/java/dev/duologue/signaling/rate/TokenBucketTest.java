package dev.duologue.signaling.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsABurstOfOneSecondThroughAndNoMore() {
        var bucket = new TokenBucket(3, 0);

        assertThat(bucket.allows(0)).isTrue();
        assertThat(bucket.allows(0)).isTrue();
        assertThat(bucket.allows(0)).isTrue();
        assertThat(bucket.allows(0)).isFalse();
    }

    @Test
    void refillsEvenlyAndNeverOverOneSecond() {
        var bucket = new TokenBucket(2, 0);
        bucket.allows(0);
        bucket.allows(0);

        assertThat(bucket.allows(SECOND / 2 - 1)).isFalse();
        assertThat(bucket.allows(SECOND / 2)).isTrue();
        assertThat(bucket.allows(100 * SECOND)).isTrue();
        assertThat(bucket.allows(100 * SECOND)).isTrue();
        assertThat(bucket.allows(100 * SECOND)).isFalse();
    }

    @Test
    void zeroIsNoLimit() {
        var bucket = new TokenBucket(0, 0);

        for (int i = 0; i < 100_000; i++) {
            assertThat(bucket.allows(0)).isTrue();
        }
    }
}
