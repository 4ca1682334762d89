package dev.duologue.signaling.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.protocol.Departure;
import dev.duologue.signaling.protocol.Payload;
import dev.duologue.signaling.protocol.RoomName;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryBackplaneTest {
    private static final RoomName ROOM = new RoomName("r");

    /// Joining and leaving at the same moment from many threads: the room that a leaver empties
    /// must not swallow a newcomer, and never more than two sit.
    @Test
    void aRoomThatEmptiesWhileSomebodyComesLosesNobody() throws InterruptedException {
        var backplane = new InMemoryBackplane();
        var seated = new AtomicInteger();
        var most = new AtomicInteger();
        var answers = new AtomicInteger();
        int threads = 4;
        int rounds = 5000;
        var start = new CountDownLatch(1);
        List<Thread> all =
                IntStream.range(0, threads)
                        .mapToObj(number ->
                                Thread.ofPlatform()
                                        .start(() -> {
                                            await(start);
                                            for (int i = 0; i < rounds; i++) {
                                                visit(
                                                        backplane,
                                                        number + "-" + i,
                                                        seated,
                                                        most,
                                                        answers);
                                            }
                                        }))
                        .toList();
        start.countDown();
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(answers).hasValue(threads * rounds);
        assertThat(most.get()).isBetween(1, 2);
        assertThat(backplane.roomCount()).isZero();
    }

    private static void visit(
            InMemoryBackplane backplane,
            String id,
            AtomicInteger seated,
            AtomicInteger most,
            AtomicInteger answers) {
        var visitor = new Visitor(id, seated, most, answers);
        backplane.join(ROOM, 2, visitor);
        if (visitor.in) {
            seated.decrementAndGet();
            backplane.leave(ROOM, visitor, Departure.LEFT);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Visitor implements Backplane.Subscriber {
        private final String id;
        private final AtomicInteger seated;
        private final AtomicInteger most;
        private final AtomicInteger answers;
        private boolean in;

        Visitor(String id, AtomicInteger seated, AtomicInteger most, AtomicInteger answers) {
            this.id = id;
            this.seated = seated;
            this.most = most;
            this.answers = answers;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void admitted(List<String> others) {
            in = true;
            answers.incrementAndGet();
            most.accumulateAndGet(seated.incrementAndGet(), Math::max);
        }

        @Override
        public void refused() {
            answers.incrementAndGet();
        }

        @Override
        public void joined(String member, int count) {}

        @Override
        public void left(String member, int count, Departure reason) {}

        @Override
        public void message(String from, Payload payload) {}

        @Override
        public void unreachable() {}
    }
}
