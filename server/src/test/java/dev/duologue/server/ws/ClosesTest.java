package dev.duologue.server.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.ops.Counters;
import dev.duologue.server.testing.Frames;
import dev.duologue.signaling.memory.Budget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// When a connection ends whose client broke a rule: once both sides have sent a Close. No timer
/// runs here.
class ClosesTest {
    private final EmbeddedChannel channel = session();

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                Arguments.of("a reserved bit", Frames.frame(0xC1, "{}"), 1002),
                Arguments.of("no mask", Frames.unmasked(Frames.TEXT, "{}"), 1002),
                Arguments.of("a reserved opcode", Frames.frame(0x8B, "more of it"), 1002),
                Arguments.of("a long ping", Frames.frame(Frames.PING, "x".repeat(126)), 1002),
                Arguments.of("no start", Frames.frame(Frames.LAST, "x"), 1002),
                Arguments.of(
                        "no UTF-8", Frames.frame(Frames.TEXT, new byte[] {(byte) 0xFF}), 1007));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRules")
    void itEndsWithTheCloseOfTheClient(String name, byte[] broken, int code) {
        receive(broken);
        assertThat(readClose()).isEqualTo(code);
        assertThat(channel.isOpen()).isTrue();
        receive(Frames.text("{}")); // was on its way
        assertThat(channel.isOpen()).isTrue();
        receive(Frames.close(code, ""));
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRules")
    void whatFollowedTheBrokenRuleByteByByteIsReadPast(String name, byte[] broken, int code) {
        for (byte one : Frames.join(broken, Frames.text("{}"), Frames.close(code, ""))) {
            receive(one);
        }
        assertThat(readClose()).isEqualTo(code);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aCloseThatBreaksARuleIsOne() {
        receive(Frames.close(1005, ""));
        assertThat(readClose()).isEqualTo(1002);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aReasonThatIsNoUtf8IsOneToo() {
        receive(Frames.frame(Frames.CLOSE, new byte[] {3, (byte) 0xE8, (byte) 0xFF}));
        readClose();
        assertThat(channel.isOpen()).isFalse();
    }

    private void receive(byte... bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        channel.runPendingTasks();
    }

    private int readClose() {
        ByteBuf frame = channel.readOutbound();
        try {
            assertThat(frame.getUnsignedByte(0)).isEqualTo((short) Frames.CLOSE);
            return frame.getUnsignedShort(2);
        } finally {
            frame.release();
        }
    }

    private static EmbeddedChannel session() {
        try {
            var config = ConfigLoader.load(List.of("--data-dir=/nowhere"), Map.of());
            var channel = new EmbeddedChannel();
            var session =
                    new WebSocketSession(
                            channel,
                            config,
                            new WebSocketUpgrade.Shared(
                                    new Counters(), new Budget(1 << 20), _ -> {}));
            channel.pipeline().addLast(new FrameDecoder(65_536, 0), session);
            session.open(_ -> null);
            return channel;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
