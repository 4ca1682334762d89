package dev.duologue.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/// Whatever can be decoded can be encoded and is then decoded to the same.
class StunMessageFuzzTest {
    @FuzzTest
    void decodedMessagesSurviveEncoding(byte[] bytes) throws StunDecodeException {
        StunMessage first;
        try {
            first = StunMessage.decode(Unpooled.wrappedBuffer(bytes));
        } catch (StunDecodeException e) {
            assertThat(e.field()).isNotBlank();
            return;
        }
        StunMessage unprinted = withoutFingerprint(first);
        ByteBuf wire = Unpooled.buffer();
        unprinted.encode(wire);
        Fingerprint.append(wire, 0);
        assertThat(withoutFingerprint(StunMessage.decode(wire.duplicate()))).isEqualTo(unprinted);
        assertThat(wire.readableBytes()).isLessThanOrEqualTo(bytes.length + 8);
    }

    /// The fingerprint covers padding and ignored attributes, which encoding leaves out.
    private static StunMessage withoutFingerprint(StunMessage message) {
        List<StunAttribute> others =
                message.attributes().stream().filter(a -> !(a instanceof Fingerprint)).toList();
        return new StunMessage(
                message.messageClass(), message.method(), message.transactionId(), others);
    }
}
