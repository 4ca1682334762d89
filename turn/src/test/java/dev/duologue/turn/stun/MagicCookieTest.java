package dev.duologue.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MagicCookieTest {
    @Test
    void sevenBytesAreTooFewToHoldTheCookie() {
        assertThat(MagicCookie.isIn(Unpooled.buffer().writeInt(0).writeInt(MagicCookie.VALUE)))
                .isTrue();
        assertThat(MagicCookie.isIn(Unpooled.wrappedBuffer(new byte[7]))).isFalse();
    }

    @FuzzTest(maxDuration = "10s")
    void theCookieIsFoundWhereItsFourBytesStand(byte[] message) {
        boolean there =
                message.length >= 8
                        && Arrays.equals(
                                message, 4, 8, new byte[] {0x21, 0x12, (byte) 0xA4, 0x42}, 0, 4);
        assertThat(MagicCookie.isIn(Unpooled.wrappedBuffer(message))).isEqualTo(there);
    }
}
