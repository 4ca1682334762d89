package dev.duologue.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Counters.Count;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the first bytes of a connection say it is, and the proxies that speak before it.
class OnePortTest {
    private static final String GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final byte[] V2_SIGNATURE = {
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
    };

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start("--trusted-proxy=127.0.0.1", "--connections-per-ip=2");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x02, 0x0A, 0x0D, 0x15, 0x17, 0x20, '0', '[', '{', '_', 0x7F, 0x80, 0xE9, 0xFF})
    void anUnknownFirstByteIsClosedAndCounted(int first) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(Frames.join(new byte[] {(byte) first}, new byte[40]));
            assertThat(connection.readToEnd()).isEmpty();
            server.awaitCount(Count.UNKNOWN_PROTOCOLS, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01})
    void stunIsClosedAndCountedUntilItIsServed(int first) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(Frames.join(new byte[] {(byte) first}, new byte[19]));
            assertThat(connection.readToEnd()).isEmpty();
            server.awaitCount(Count.STUN_CONNECTIONS, 1);
        }
    }

    @Test
    void stunInsideTlsIsClosedAndCountedUntilItIsServed() {
        try (var connection = RawConnection.open(server.port()).startTls()) {
            connection.send(new byte[20]);
            assertThat(connection.readToEnd()).isEmpty();
            server.awaitCount(Count.STUN_CONNECTIONS, 1);
        }
    }

    @Test
    void tlsInsideTlsIsClosedAndCounted() {
        try (var connection = RawConnection.open(server.port()).startTls()) {
            connection.send("\u0016\u0003\u0001\u0000\u0005hello");
            assertThat(connection.readToEnd()).isEmpty();
            server.awaitCount(Count.UNKNOWN_PROTOCOLS, 1);
        }
    }

    @Test
    void garbageThatBeginsLikeTlsIsClosedWithoutAWordInTheLog() {
        try (var connection = RawConnection.open(server.port())) {
            connection.send("\u0016garbage, and more of it, and more of it");
            assertThat(connection.readToEnd()).hasSizeLessThan(20);
        }
    }

    @Test
    void connectionsThatBreakAtAnyPointLeaveNoWordInTheLog() {
        List<String> begun = List.of("", "G", GET, "\u0016\u0003\u0001", "GET / HTTP/1.1\r\n");
        for (String start : begun) {
            var connection = RawConnection.open(server.port());
            connection.send(start);
            connection.reset();
        }
        var tls = RawConnection.open(server.port());
        tls.startTls();
        tls.reset();
        server.awaitCount(Count.CONNECTIONS, begun.size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "PATCH", "PROPFIND", "P", "p"})
    void whatBeginsLikeAProxyAndIsHttpIsHttp(String method) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(method + " / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.readAnswer().status()).isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 203.0.113.7 192.0.2.1 4000 443\r\n",
                "PROXY TCP6 2001:db8::7 2001:db8::1 4000 443\r\n"
            })
    void aProxySaysWhoTheClientIs(String header) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(header + GET);
            assertThat(connection.readAnswer().status()).isEqualTo(307); // as for all from outside
        }
    }

    @Test
    void aProxySaysItInTheSecondFormToo() {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(Frames.join(v2(0x21, 203), GET.getBytes(ISO_8859_1)));
            assertThat(connection.readAnswer().status()).isEqualTo(307);
        }
    }

    @Test
    void aProxyHeaderByteByByteIsUnderstood() {
        try (var connection = RawConnection.open(server.port())) {
            for (byte one : Frames.join(v2(0x21, 203), GET.getBytes(ISO_8859_1))) {
                connection.send(one);
            }
            assertThat(connection.readAnswer().status()).isEqualTo(307);
        }
    }

    @Test
    void tlsComesAfterTheProxyHeaderAndNotBefore() {
        try (var connection = RawConnection.open(server.port())) {
            var tls = connection.send("PROXY TCP4 203.0.113.7 192.0.2.1 1 2\r\n").startTls();
            assertThat(tls.send(GET).readAnswer().status()).isEqualTo(200);
        }
        try (var tls = RawConnection.open(server.port()).startTls()) {
            tls.send("PROXY TCP4 203.0.113.7 192.0.2.1 1 2\r\n" + GET);
            assertThat(tls.readAnswer().status()).isEqualTo(400);
        }
    }

    @Test
    void aProxyThatAsksForItselfIsItself() {
        for (int i = 0; i < 3; i++) {
            try (var connection = RawConnection.open(server.port())) {
                connection.send(Frames.join(v2(0x20, 203), GET.getBytes(ISO_8859_1)));
                assertThat(connection.readAnswer().status()).isEqualTo(200);
            }
        }
        try (var connection = RawConnection.open(server.port())) {
            connection.send("PROXY UNKNOWN\r\n" + GET);
            assertThat(connection.readAnswer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 203.0.113.256 192.0.2.1 4000 443\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 99999 443\r\n",
                "PROXY TCP9 203.0.113.7 192.0.2.1 4000 443\r\n",
                "PROXY \r\n                                             "
            })
    void aBrokenProxyHeaderIsClosed(String header) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send(header + GET);
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void aProxyThatIsNotTrustedIsClosedAndCounted() {
        try (var other = TestServer.start("--trusted-proxy=192.0.2.9");
                var first = RawConnection.open(other.port());
                var second = RawConnection.open(other.port())) {
            first.send("PROXY TCP4 203.0.113.7 192.0.2.1 4000 443\r\n" + GET);
            assertThat(first.readToEnd()).isEmpty();
            second.send(v2(0x21, 203));
            assertThat(second.readToEnd()).isEmpty();
            other.awaitCount(Count.UNTRUSTED_PROXIES, 2);
        }
    }

    @Test
    void oneConnectionTooManyFromTheAddressThatAProxyNamesIsClosed() {
        String proxy = "PROXY TCP4 203.0.113.7 192.0.2.1 4000 443\r\n";
        try (var first = RawConnection.open(server.port());
                var second = RawConnection.open(server.port());
                var third = RawConnection.open(server.port());
                var neighbour = RawConnection.open(server.port())) {
            var ann = WebSocketClient.open(first.send(proxy).startTls(), "/ws?room=r");
            var bob = WebSocketClient.open(second.send(proxy).startTls(), "/ws?room=r");
            assertThat(third.send(proxy + GET).readToEnd()).isEmpty();
            neighbour.send("PROXY TCP4 203.0.113.8 192.0.2.1 4000 443\r\n" + GET);
            assertThat(neighbour.readAnswer().status()).isEqualTo(307);
            ann.welcomed();
            bob.welcomed();
        }
    }

    @Test
    void hostsOfOneIpv6NetworkAreCountedTogether() {
        try (var first = RawConnection.open(server.port());
                var second = RawConnection.open(server.port());
                var third = RawConnection.open(server.port());
                var neighbour = RawConnection.open(server.port())) {
            WebSocketClient.open(first.send(proxy6("2001:db8::1")).startTls(), "/ws?room=r");
            WebSocketClient.open(second.send(proxy6("2001:db8::2")).startTls(), "/ws?room=r");
            assertThat(third.send(proxy6("2001:db8::ffff:1") + GET).readToEnd()).isEmpty();
            assertThat(neighbour.send(proxy6("2001:db8:0:1::1") + GET).readAnswer().status())
                    .isEqualTo(307);
        }
    }

    @Test
    void oneConnectionTooManyIsClosedAtOnceBeforeItCostsAnything() {
        try (var other = TestServer.start("--connections-per-ip=2");
                var ann = WebSocketClient.join(other.port(), "r");
                var bob = WebSocketClient.join(other.port(), "r")) {
            for (int i = 1; i <= 2; i++) {
                try (var late = RawConnection.open(other.port())) {
                    assertThat(late.readToEnd()).isEmpty(); // it has said nothing yet
                }
                other.awaitCount(Count.OVER_LIMIT, i);
            }
            assertThat(ann.readText()).contains("user-joined");
            ann.heardNothing();
            bob.send(Frames.close(1000, ""));
            bob.connection().readToEnd();
            other.awaitRooms(1);
            try (var again = RawConnection.open(other.port())) {
                assertThat(again.send(GET).readAnswer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void withoutThatLimitThereIsNone() {
        List<RawConnection> open = new ArrayList<>();
        try (var other = TestServer.start("--connections-per-ip=0")) {
            for (int i = 0; i < 150; i++) {
                open.add(RawConnection.open(other.port()));
            }
            assertThat(open.getLast().send(GET).readAnswer().status()).isEqualTo(200);
            open.forEach(RawConnection::close);
        }
    }

    private static String proxy6(String client) {
        return "PROXY TCP6 " + client + " 2001:db8:9::1 4000 443\r\n";
    }

    private static byte[] v2(int command, int firstOfAddress) {
        byte[] addresses = {
            (byte) firstOfAddress, 0, 113, 7, (byte) 192, 0, 2, 1, 16, 0, 1, (byte) 187
        };
        return Frames.join(V2_SIGNATURE, new byte[] {(byte) command, 0x11, 0, 12}, addresses);
    }
}
