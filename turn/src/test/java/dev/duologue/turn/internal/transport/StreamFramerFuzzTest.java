package dev.duologue.turn.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/// However a stream is cut into pieces, the messages in it are the same.
class StreamFramerFuzzTest {
    @FuzzTest
    void piecesDoNotMatter(byte[] bytes) {
        assertThat(sizes(bytes, 1)).isEqualTo(sizes(bytes, Math.max(bytes.length, 1)));
    }

    private static List<Integer> sizes(byte[] bytes, int step) {
        StreamFramer framer = new StreamFramer(4096);
        List<Integer> sizes = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        for (int at = 0; at < bytes.length; at += step) {
            in.writeBytes(bytes, at, Math.min(step, bytes.length - at));
            int size = framer.next(in);
            while (size > 0) {
                sizes.add(size);
                in.skipBytes(size);
                size = framer.next(in);
            }
            if (size == StreamFramer.BROKEN) {
                sizes.add(size);
                return sizes;
            }
        }
        return sizes;
    }
}
