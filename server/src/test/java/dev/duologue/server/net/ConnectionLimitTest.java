package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private long now;

    @Test
    void theLimitIsReachedAndThenExceeded() {
        var limit = limit(2, 0);
        assertThat(limit.isOver(address("192.0.2.1"), new EmbeddedChannel())).isFalse();
        assertThat(limit.isOver(address("192.0.2.1"), new EmbeddedChannel())).isFalse();
        assertThat(limit.isOver(address("192.0.2.1"), new EmbeddedChannel())).isTrue();
        assertThat(limit.isOver(address("192.0.2.2"), new EmbeddedChannel())).isFalse();
    }

    @Test
    void aConnectionThatClosesMakesRoom() {
        var limit = limit(1, 0);
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
        var limit = limit(0, 0);
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

    @Test
    void asManyAsTheRateMayComeWithinASecond() {
        var limit = limit(0, 2);
        assertThat(comesAndGoes(limit, "192.0.2.1")).isTrue();
        assertThat(comesAndGoes(limit, "192.0.2.1")).isTrue();
        now += SECOND - 1;
        assertThat(comesAndGoes(limit, "192.0.2.1")).isFalse();
        assertThat(comesAndGoes(limit, "192.0.2.2")).isTrue();
        now += 1;
        assertThat(comesAndGoes(limit, "192.0.2.1")).isTrue();
    }

    @Test
    void programsOfThisComputerMayComeAsOftenAsTheyLike() {
        var limit = limit(0, 1);
        for (int i = 0; i < 1000; i++) {
            assertThat(comesAndGoes(limit, "127.0.0.1")).isTrue();
            assertThat(comesAndGoes(limit, "::1")).isTrue();
        }
    }

    @Test
    void otherLimitsHoldFromTheNextConnectionOn() {
        var limit = limit(0, 0);
        assertThat(comesAndGoes(limit, "192.0.2.1")).isTrue();
        limit.configure(0, 1);
        assertThat(comesAndGoes(limit, "192.0.2.1")).isFalse();
    }

    private static boolean comesAndGoes(ConnectionLimit limit, String address) {
        var channel = new EmbeddedChannel();
        boolean admitted = !limit.isOver(address(address), channel);
        channel.close();
        return admitted;
    }

    private ConnectionLimit limit(int perAddress, int rate) {
        return new ConnectionLimit(perAddress, rate, () -> now);
    }

    private static Object key(String address) {
        return RemoteClient.limitKey(address(address));
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text));
    }
}
