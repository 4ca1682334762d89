package dev.duologue.server.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.protocol.MessageWriter;
import dev.duologue.signaling.protocol.ProblemCode;
import dev.duologue.signaling.protocol.ServerMessage;
import dev.duologue.signaling.protocol.WireText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
    private static final int MESSAGES = 16;
    private static final int BYTES = 65_536;
    private static final int BURST = 4;
    private static final int BATCH = 32 << 10;

    /// Bytes that a message of the server's retains besides its text.
    private static final int AROUND = 72;

    private final Budget budget = new Budget(4L << 20);
    private final AtomicInteger evictions = new AtomicInteger();
    private final Outbox outbox = new Outbox(MESSAGES, BYTES, budget, evictions::incrementAndGet);

    @Test
    void asManyMessagesAsTheLimitMayWaitForASlowReaderAndNotOneMore() {
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(outbox.add(message(120))).isTrue();
        }
        assertThat(outbox.isOver()).isFalse();
        assertThat(outbox.add(message(120))).isTrue();
        assertThat(outbox.isOver()).isTrue();
    }

    @Test
    void asManyBytesAsTheLimitMayWaitForASlowReaderAndNotOneMore() {
        outbox.add(message(BYTES - 120 - 2 * AROUND));
        outbox.add(message(120));
        assertThat(outbox.isOver()).isFalse();
        outbox.clear();
        outbox.add(message(BYTES - AROUND + 1));
        assertThat(outbox.isOver()).isTrue();
    }

    @Test
    void fourTimesTheBytesMayWaitForAMomentAndNotOneMoreInHoweverManyMessages() {
        for (int i = 0; i < BURST * BYTES / 256; i++) {
            assertThat(outbox.add(message(256 - AROUND))).isTrue();
        }
        assertThat(outbox.add(message(256 - AROUND))).isFalse();
    }

    @Test
    void whatIsTakenDoesNotWaitAnyMore() {
        for (int i = 0; i < 10; i++) {
            assertThat(outbox.add(message(BYTES - AROUND))).isTrue();
            outbox.take(UnpooledByteBufAllocator.DEFAULT).release();
        }
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.isOver()).isFalse();
    }

    @Test
    void whatIsForgottenDoesNotWaitAnyMore() {
        outbox.add(message(BURST * BYTES - AROUND));
        outbox.clear();
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.isOver()).isFalse();
        assertThat(outbox.add(message(BURST * BYTES - AROUND))).isTrue();
        outbox.clear();
        ByteBuf nothing = outbox.take(UnpooledByteBufAllocator.DEFAULT);
        assertThat(nothing.isReadable()).isFalse();
        nothing.release();
    }

    @Test
    void whatWaitsIsBookedAndWhereMemoryIsShortAllOfItGoesAndTheReaderIsTold() {
        outbox.add(message(1000));
        assertThat(budget.used()).isEqualTo(1000 + AROUND);
        outbox.take(UnpooledByteBufAllocator.DEFAULT).release();
        assertThat(budget.used()).isZero();

        outbox.add(message(1000));
        Budget.Account other = budget.open(() -> {});
        other.add(budget.limit() - 1000 - AROUND);
        assertThat(outbox.isEmpty()).isFalse();
        other.add(1);
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(evictions).hasValue(1);
    }

    @Test
    void oneWriteGathersMessagesInOrderUpToABatch() {
        int length = 1000;
        for (int i = 0; i < 40; i++) {
            outbox.add(message(length));
        }
        ByteBuf first = outbox.take(UnpooledByteBufAllocator.DEFAULT);
        assertThat(first.readableBytes()).isEqualTo(BATCH / (length + 4) * (length + 4));
        ByteBuf second = outbox.take(UnpooledByteBufAllocator.DEFAULT);
        assertThat(first.readableBytes() + second.readableBytes()).isEqualTo(40 * (length + 4));
        assertThat(outbox.isEmpty()).isTrue();
        first.release();
        second.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {110, 125, 126, 127, 32_768, 65_535, 65_536, 100_000})
    void aMessageOfAnyLengthBecomesOneFrame(int length) {
        var wide = new Outbox(MESSAGES, 1 << 20, budget, () -> {});
        WireText message = message(length);
        wide.add(message);
        ByteBuf frame = wide.take(UnpooledByteBufAllocator.DEFAULT);
        assertThat(frame.readUnsignedByte()).isEqualTo((short) 0x81);
        long said = frame.readUnsignedByte();
        if (said == 126) {
            said = frame.readUnsignedShort();
            assertThat(said).isBetween(126L, 65_535L);
        } else if (said == 127) {
            said = frame.readLong();
            assertThat(said).isGreaterThan(65_535L);
        }
        assertThat(said).isEqualTo(length).isEqualTo(frame.readableBytes());
        assertThat(frame.toString(StandardCharsets.UTF_8)).isEqualTo(message.toString());
        frame.release();
    }

    private static WireText message(int length) {
        int around = MessageWriter.write(problem(""), 1).length();
        WireText message = MessageWriter.write(problem("x".repeat(length - around)), 1);
        assertThat(message.length()).isEqualTo(length);
        return message;
    }

    private static ServerMessage problem(String text) {
        return new ServerMessage.Problem(ProblemCode.NOT_JSON, text);
    }
}
