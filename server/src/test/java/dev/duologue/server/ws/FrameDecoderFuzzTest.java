package dev.duologue.server.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;

/// However TCP cuts a stream of bytes, the same frames come out of it, and none is too long.
class FrameDecoderFuzzTest {
    private static final int LIMIT = 100;

    /// The first byte says how long the pieces are.
    @FuzzTest
    void cutsMakeNoDifference(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        List<String> whole = FrameDecoderTest.decode(LIMIT, stream);
        assertThat(FrameDecoderTest.decode(LIMIT, cut(stream, 1 + (input[0] & 0xFF))))
                .isEqualTo(whole);
        for (String frame : whole) {
            assertThat(frame).hasSizeLessThanOrEqualTo("text ".length() + 125);
        }
        assertThat(whole.stream().dropWhile(frame -> !isEnding(frame)).toList())
                .satisfiesAnyOf(
                        ending -> assertThat(ending).hasSizeLessThanOrEqualTo(1),
                        ending -> assertThat(ending).satisfiesExactly(violation(), close()));
    }

    private static ThrowingConsumer<String> violation() {
        return frame -> assertThat(frame).startsWith("violation ");
    }

    private static ThrowingConsumer<String> close() {
        return frame -> assertThat(frame).startsWith("close ");
    }

    /// After one of these nothing comes; after a violation, the Close of the client still may.
    private static boolean isEnding(String frame) {
        return frame.startsWith("close ") || frame.startsWith("violation ");
    }

    private static byte[][] cut(byte[] stream, int length) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < stream.length; from += length) {
            pieces.add(Arrays.copyOfRange(stream, from, Math.min(from + length, stream.length)));
        }
        return pieces.toArray(byte[][]::new);
    }
}
