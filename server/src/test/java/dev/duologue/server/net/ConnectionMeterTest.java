package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.memory.Budget;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionMeterTest {
    private final Budget budget = new Budget(100_000);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicLong partial = new AtomicLong();
    private final ConnectionMeter meter = new ConnectionMeter(channel, budget);

    ConnectionMeterTest() {
        channel.pipeline().addFirst(meter);
        meter.partial(partial::get);
    }

    @Test
    void whatIsNotCompleteIsBookedUntilItIs() {
        partial.set(60_000);
        channel.pipeline().fireChannelReadComplete();
        assertThat(budget.used()).isEqualTo(60_000);
        partial.set(0);
        channel.pipeline().fireChannelReadComplete();
        assertThat(budget.used()).isZero();
    }

    @Test
    void theConnectionThatHoldsMostIsClosedWhenMemoryIsShort() {
        partial.set(60_000);
        channel.pipeline().fireChannelReadComplete();
        budget.open(() -> {}).add(40_001);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(budget.used()).isEqualTo(40_001);
    }

    @Test
    void aConnectionThatClosesHoldsNothing() {
        partial.set(60_000);
        channel.pipeline().fireChannelReadComplete();
        channel.close();
        assertThat(budget.used()).isZero();
    }
}
