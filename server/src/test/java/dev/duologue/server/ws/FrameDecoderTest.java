package dev.duologue.server.ws;

import static dev.duologue.server.testing.Frames.frame;
import static dev.duologue.server.testing.Frames.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Frames;
import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.ProblemCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final int LIMIT = 200;

    private static final byte[] CONVERSATION =
            join(
                    Frames.text("hello"),
                    frame(Frames.PING, "ping"),
                    frame(Frames.TEXT_START, "one "),
                    frame(Frames.PONG, "unasked"),
                    frame(Frames.MORE, ""),
                    frame(Frames.LAST, "two é"),
                    frame(Frames.BINARY, "binary"),
                    Frames.text("x".repeat(LIMIT)),
                    Frames.text("x".repeat(LIMIT + 1)),
                    frame(Frames.TEXT_START, "x".repeat(LIMIT)),
                    frame(Frames.LAST, "x"),
                    Frames.text(""),
                    Frames.close(1000, "bye"),
                    Frames.text("never read"));

    private static final List<String> HEARD =
            List.of(
                    "text hello",
                    "ping ping",
                    "pong",
                    "text one two é",
                    "skipped NOT_TEXT",
                    "text " + "x".repeat(LIMIT),
                    "skipped TOO_LARGE",
                    "skipped TOO_LARGE",
                    "text ",
                    "close 1000");

    @Test
    void aConversationInOnePieceIsUnderstood() {
        assertThat(decode(LIMIT, CONVERSATION)).isEqualTo(HEARD);
    }

    @Test
    void aConversationCutAnywhereIsUnderstoodTheSame() {
        for (int cut = 1; cut < CONVERSATION.length; cut++) {
            assertThat(
                            decode(
                                    LIMIT,
                                    Arrays.copyOf(CONVERSATION, cut),
                                    Arrays.copyOfRange(CONVERSATION, cut, CONVERSATION.length)))
                    .as("cut at %d", cut)
                    .isEqualTo(HEARD);
        }
    }

    @Test
    void aConversationByteByByteIsUnderstoodTheSame() {
        byte[][] bytes = new byte[CONVERSATION.length][1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i][0] = CONVERSATION[i];
        }
        assertThat(decode(LIMIT, bytes)).isEqualTo(HEARD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 125, 126, 127})
    void everyLengthIsUnmasked(int length) {
        String text = "0123456789abcdef".repeat(8).substring(0, length);
        assertThat(decode(LIMIT, Frames.text(text))).containsExactly("text " + text);
    }

    @Test
    void aFrameThatIsReadPastIsNotKept() {
        var channel = new EmbeddedChannel(new FrameDecoder(LIMIT, 0));
        channel.writeInbound(Unpooled.wrappedBuffer(Frames.head(Frames.TEXT, 16 << 20)));
        for (int i = 0; i < 16; i++) {
            var piece = Unpooled.wrappedBuffer(new byte[1 << 20]);
            channel.writeInbound(piece);
            assertThat(piece.refCnt()).isZero();
        }
        assertThat(channel.<Frame>readInbound())
                .isEqualTo(new Frame.Skipped(ProblemCode.TOO_LARGE));
        assertThat(channel.finish()).isFalse();
    }

    @Test
    void whatWasReadOfABufferIsNotKeptWhileMoreComes() {
        var decoder = new FrameDecoder(65_536, 0);
        var channel = new EmbeddedChannel(decoder);
        byte[][] messages = new byte[50][];
        Arrays.fill(messages, Frames.text("x".repeat(65_000)));
        byte[] all = join(messages);
        int piece = 60_000; // so that something is always left over
        long most = 0;
        for (int from = 0; from < all.length; from += piece) {
            int length = Math.min(piece, all.length - from);
            channel.writeOneInbound(Unpooled.copiedBuffer(all, from, length));
            most = Math.max(most, decoder.retained());
        }
        assertThat(most).isLessThanOrEqualTo(4 * 65_536L);
        assertThat(channel.inboundMessages()).hasSize(50);
    }

    @Test
    void nothingIsUnderstoodAfterAViolation() {
        assertThat(decode(LIMIT, Frames.unmasked(Frames.TEXT, "x"), Frames.text("x")))
                .containsExactly("violation PROTOCOL_ERROR");
    }

    @Test
    void aViolationIsSeenInTheHeadAlone() {
        assertThat(decode(LIMIT, Frames.head(Frames.TEXT, FrameDecoder.MAX_SKIPPED + 1L)))
                .containsExactly("violation TOO_BIG");
        assertThat(decode(LIMIT, Frames.head(Frames.TEXT, FrameDecoder.MAX_SKIPPED))).isEmpty();
        assertThat(decode(LIMIT, Frames.head(Frames.PING, 126)))
                .containsExactly("violation PROTOCOL_ERROR");
        assertThat(decode(LIMIT, Frames.head(Frames.PING, 125))).isEmpty();
    }

    @Test
    void textThatIsNotUtf8IsAViolation() {
        assertThat(decode(LIMIT, frame(Frames.TEXT, (byte) 0xFF)))
                .containsExactly("violation NOT_UTF8");
        assertThat(decode(LIMIT, frame(Frames.BINARY, (byte) 0xFF)))
                .containsExactly("skipped NOT_TEXT");
    }

    /// What the decoder makes of these pieces, each frame in a few words.
    static List<String> decode(int maxMessage, byte[]... pieces) {
        var channel = new EmbeddedChannel(new FrameDecoder(maxMessage, 0));
        for (byte[] piece : pieces) {
            channel.writeInbound(Unpooled.copiedBuffer(piece));
        }
        List<String> heard = new ArrayList<>();
        for (Frame next = channel.readInbound(); next != null; next = channel.readInbound()) {
            heard.add(inWords(next));
        }
        assertThat(channel.finish()).isFalse();
        return heard;
    }

    private static String inWords(Frame frame) {
        return switch (frame) {
            case Frame.Text(var text) -> "text " + new String(text, UTF_8);
            case Frame.Skipped(var why) -> "skipped " + why;
            case Frame.Ping(var data) -> "ping " + new String(data, UTF_8);
            case Frame.Pong _ -> "pong";
            case Frame.Close(var code) -> "close " + code;
            case Frame.Violation(CloseCode code, String _) -> "violation " + code;
        };
    }
}
