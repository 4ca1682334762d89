package dev.duologue.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapTrimmerTest {
    private static final long START = 30L << 20;

    private final AtomicLong committed = new AtomicLong(START);
    private final AtomicLong now = new AtomicLong(7);
    private long held;
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
    void whatIsHeldForAWhileIsGivenBackLater() {
        held = HeapTrimmer.GROWTH;
        storm();
        assertThat(collections).hasValue(1);
        held = 0;
        now.addAndGet(2 * HeapTrimmer.PAUSE.toNanos() - 1); // the first gave nothing back
        trimmer.run();
        assertThat(collections).hasValue(1);
        now.addAndGet(1);
        trimmer.run();
        assertThat(collections).hasValue(2);
        assertThat(committed).hasValue(START);
    }

    @Test
    void oneThatGaveSomethingBackIsFollowedByAnotherAfterTheUsualPause() {
        storm();
        now.addAndGet(HeapTrimmer.PAUSE.toNanos() - 1);
        storm();
        assertThat(collections).hasValue(1);
        now.addAndGet(1);
        trimmer.run();
        assertThat(collections).hasValue(2);
    }

    @Test
    void aHeapThatIsNeededIsCollectedEverMoreSeldomAndAtLeastOnceAnHour() {
        held = HeapTrimmer.GROWTH;
        storm();
        for (int i = 0; i < 1000; i++) {
            now.addAndGet(HeapTrimmer.PAUSE.toNanos());
            trimmer.run();
        }
        assertThat(collections.get()).isBetween(12, 15); // 500 minutes
        committed.addAndGet(1);
        trimmer.run();
        int before = collections.get();
        now.addAndGet(HeapTrimmer.PAUSE.toNanos());
        trimmer.run();
        assertThat(collections).hasValue(before + 1); // as it has grown again
    }

    private void storm() {
        committed.set(START + HeapTrimmer.GROWTH);
        trimmer.run();
        trimmer.run();
    }

    private void collect() {
        collections.incrementAndGet();
        committed.set(Math.min(committed.get(), START + held));
    }
}
