package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Counters;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final Counters counters = new Counters();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void add() {
        channel.freezeTime();
        channel.pipeline().addLast(new Deadline(Duration.ofSeconds(10), counters));
    }

    @Test
    void theConnectionIsClosedAndCountedWhenTimeIsUpAndNotBefore() {
        pass(9_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(timeouts()).isEqualTo(1);
    }

    @Test
    void whoWasInTimeIsNotClosed() {
        deadline().stop();
        pass(100_000);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void restartingGivesTheNewTimeFromNowOn() {
        pass(9_000);
        deadline().restart(channel, Duration.ofSeconds(60));
        pass(59_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(timeouts()).isEqualTo(1);
    }

    @Test
    void nothingIsPendingOnceItIsRemovedOrTheConnectionClosed() {
        channel.pipeline().remove(Deadline.class);
        assertThat(Deadline.of(channel)).isNull();
        pass(100_000);
        assertThat(channel.isOpen()).isTrue();
        channel.pipeline().addLast(new Deadline(Duration.ofSeconds(10), counters));
        channel.close();
        pass(100_000);
        assertThat(timeouts()).isZero();
        assertThat(channel.hasPendingTasks()).isFalse();
    }

    private Deadline deadline() {
        return Objects.requireNonNull(Deadline.of(channel));
    }

    private long timeouts() {
        return counters.get(Counters.Count.HANDSHAKE_TIMEOUTS);
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }
}
