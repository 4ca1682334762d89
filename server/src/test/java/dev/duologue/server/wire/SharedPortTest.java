package dev.duologue.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Counters.Count;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Group 14 of the abuse checklist for TURN: one port for TLS, HTTP, STUN and PROXY, and those who
/// would have one taken for another. What a connection is, its first byte says, and that stays.
class SharedPortTest {
    private static final byte[] BINDING =
            HexFormat.of().parseHex("000100002112a442000102030405060708090a0b");
    private static final String GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final TestServer server = TestServer.start("--no-turn=false");

    @AfterEach
    void stop() {
        server.close();
    }

    private RawConnection connect(boolean tls) {
        RawConnection plain = RawConnection.open(server.port());
        return tls ? plain.startTls() : plain;
    }

    @ParameterizedTest // C to P: the first byte of a channel's data, were it not the first of all
    @CsvSource({
        "CONNECT, true", "GET, true", "HEAD, true", "MKCOL, true", "OPTIONS, true", "PUT, true",
        "CONNECT, false", "GET, false", "HEAD, false", "MKCOL, false", "OPTIONS, false",
                "PUT, false"
    })
    void aVerbThatBeginsLikeChannelDataIsHttp(String verb, boolean tls) {
        try (var connection = connect(tls)) {
            connection.send(verb + " / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.readLine()).startsWith("HTTP/1.1 ");
            assertThat(server.server().counters().get(Count.STUN_CONNECTIONS)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stunInsideOfHttpStaysInsideOfHttp(boolean tls) {
        try (var connection = connect(tls)) {
            connection.send(
                    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                            + BINDING.length
                            + "\r\n\r\n");
            connection.send(BINDING);
            assertThat(connection.readAnswer().status()).isEqualTo(405);
            connection.trySend(BINDING); // as the next request: it is none
            assertThat(connection.readToEnd()).doesNotContain("\u0001\u0001");
            assertThat(server.server().counters().get(Count.STUN_CONNECTIONS)).isZero();
        }
    }

    @ParameterizedTest // to a relay, GET and a space are a channel and how much data there is
    @ValueSource(booleans = {true, false})
    void httpAfterStunIsNotAnswered(boolean tls) {
        try (var connection = connect(tls)) {
            byte[] get = Arrays.copyOf(GET.getBytes(ISO_8859_1), 4 + ('T' << 8 | ' '));
            connection.send(Frames.join(BINDING, get, BINDING));
            assertThat(connection.read(32)).startsWith(1, 1);
            assertThat(connection.read(32)).startsWith(1, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4000000400000000", "7fff000000000000"})
    void channelDataAtTheStartIsRefused(String hex) {
        try (var connection = connect(true)) {
            connection.send(HexFormat.of().parseHex(hex));
            connection.send("\r\n\r\n");
            assertThat(connection.readToEnd()).doesNotContain("\u0001\u0001");
            assertThat(server.server().counters().get(Count.STUN_CONNECTIONS)).isZero();
        }
    }

    @Test // to a relay, a record of TLS 1.0 is a message of 256 bytes and an unknown method
    void tlsAfterStunIsNotBegun() {
        try (var connection = connect(false)) {
            byte[] record = Arrays.copyOf(new byte[] {0x16, 3, 1, 0, 5, 1}, 20 + 256);
            connection.send(Frames.join(BINDING, record, BINDING));
            assertThat(connection.read(32)).startsWith(1, 1);
            assertThat(connection.read(32)).startsWith(1, 1);
        }
    }

    @ParameterizedTest // there is one port: what TLS would hide can come without it, and is the
    // same
    @ValueSource(booleans = {true, false})
    void stunIsServedWithAndWithoutTls(boolean tls) {
        try (var connection = connect(tls)) {
            connection.send(BINDING);
            assertThat(connection.read(32)).startsWith(1, 1);
        }
    }

    @Test
    void aProxyThatIsNotTrustedCannotSpeakForStun() {
        try (var connection = connect(false)) {
            connection.send("PROXY TCP4 203.0.113.7 192.0.2.1 4000 443\r\n");
            connection.trySend(BINDING);
            assertThat(connection.readToEnd()).isEmpty();
            server.awaitCount(Count.UNTRUSTED_PROXIES, 1);
        }
    }

    @Test
    void aTrustedProxySpeaksForStun() {
        try (var behind = TestServer.start("--no-turn=false", "--trusted-proxy=127.0.0.1");
                var connection = RawConnection.open(behind.port())) {
            connection.send("PROXY TCP4 203.0.113.7 192.0.2.1 4000 443\r\n").send(BINDING);
            // XOR-MAPPED-ADDRESS, RFC 8489 section 14.2: the client's port and address, hidden
            assertThat(HexFormat.of().formatHex(connection.read(32)))
                    .endsWith("0001" + "2eb2" + "ea12d545");
        }
    }

    @ParameterizedTest // browsers name no protocol for TURN, others name their own, and none is
    // chosen
    @ValueSource(strings = {"stun.turn", "stun.nat-discovery", "http/1.1", "h2"})
    void whateverProtocolsTlsOffersTheFirstByteDecides(String protocol) {
        try (var stun = RawConnection.open(server.port()).startTls(protocol);
                var http = RawConnection.open(server.port()).startTls(protocol)) {
            assertThat(stun.send(BINDING).read(32)).startsWith(1, 1);
            assertThat(http.send(GET).readAnswer().status()).isEqualTo(200);
        }
    }
}
