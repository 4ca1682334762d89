package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    @Test
    void theLimitIsReachedAndThenExceeded() {
        var limit = new ConnectionLimit(2);
        assertThat(limit.isOver(address("192.0.2.1"), new EmbeddedChannel())).isFalse();
        assertThat(limit.isOver(address("192.0.2.1"), new EmbeddedChannel())).isFalse();
        assertThat(limit.isOver(address("192.0.2.1"), new EmbeddedChannel())).isTrue();
        assertThat(limit.isOver(address("192.0.2.2"), new EmbeddedChannel())).isFalse();
    }

    @Test
    void aConnectionThatClosesMakesRoom() {
        var limit = new ConnectionLimit(1);
        var first = new EmbeddedChannel();
        var refused = new EmbeddedChannel();
        assertThat(limit.isOver(address("192.0.2.1"), first)).isFalse();
        assertThat(limit.isOver(address("192.0.2.1"), refused)).isTrue();
        refused.close();
        first.close();
        assertThat(limit.isOver(address("192.0.2.1"), new EmbeddedChannel())).isFalse();
    }

    @Test
    void zeroIsNoLimit() {
        var limit = new ConnectionLimit(0);
        for (int i = 0; i < 1000; i++) {
            assertThat(limit.isOver(address("192.0.2.1"), new EmbeddedChannel())).isFalse();
        }
    }

    @Test
    void aHostHasAllOfItsIpv6NetworkAndIsCountedOnce() {
        assertThat(key("2001:db8::1")).isEqualTo(key("2001:db8::ffff:ffff:ffff:ffff"));
        assertThat(key("2001:db8::1")).isNotEqualTo(key("2001:db8:0:1::1"));
        assertThat(key("::ffff:192.0.2.1")).isEqualTo(key("192.0.2.1"));
        assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
    }

    private static Object key(String address) {
        return RemoteClient.limitKey(address(address));
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text));
    }
}
