package dev.duologue.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapTrimmerTest {
    private static final long START = 30L << 20;

    private final AtomicLong committed = new AtomicLong(START);
    private final AtomicLong now = new AtomicLong(7);
    private final AtomicInteger collections = new AtomicInteger();
    private final HeapTrimmer trimmer = new HeapTrimmer(committed::get, now::get, this::collect);

    @Test
    void aHeapThatGrewIsCollectedOnceItGrowsNoMore() {
        committed.set(START + HeapTrimmer.GROWTH);
        trimmer.run();
        assertThat(collections).hasValue(0);
        trimmer.run();
        assertThat(collections).hasValue(1);
        trimmer.run();
        assertThat(collections).hasValue(1);
    }

    @Test
    void aHeapThatGrewByLessIsLetBe() {
        committed.set(START + HeapTrimmer.GROWTH - 1);
        trimmer.run();
        trimmer.run();
        assertThat(collections).hasValue(0);
    }

    @Test
    void oneMinuteIsBetweenTwoCollections() {
        storm();
        assertThat(collections).hasValue(1);
        now.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
        storm();
        assertThat(collections).hasValue(1);
        now.addAndGet(1);
        trimmer.run();
        assertThat(collections).hasValue(2);
    }

    private void storm() {
        committed.set(START + HeapTrimmer.GROWTH);
        trimmer.run();
        trimmer.run();
    }

    private void collect() {
        collections.incrementAndGet();
        committed.set(START);
    }
}
