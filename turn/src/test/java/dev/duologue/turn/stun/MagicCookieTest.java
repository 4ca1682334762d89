package dev.duologue.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class MagicCookieTest {
    @Test
    void sevenBytesAreTooFewToHoldTheCookie() {
        assertThat(MagicCookie.isIn(Unpooled.buffer().writeInt(0).writeInt(MagicCookie.VALUE)))
                .isTrue();
        assertThat(MagicCookie.isIn(Unpooled.wrappedBuffer(new byte[7]))).isFalse();
    }
}
