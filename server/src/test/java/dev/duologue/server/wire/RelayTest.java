package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.server.DuologueServer;
import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.ops.Counters.Count;
import dev.duologue.server.ops.StartException;
import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import dev.duologue.turn.TurnCredentials;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// STUN and TURN on the port that everything shares, and what members are told of it.
class RelayTest {
    private static final String SECRET = "a secret for tests";

    /// Binding, no attributes, RFC 8489 section 5.
    private static final byte[] BINDING =
            HexFormat.of().parseHex("000100002112a442000102030405060708090a0b");

    @Test
    void welcomeNamesTheRelayUnderTheHostThatTheClientUsed() {
        try (var server = start();
                var connection = RawConnection.open(server.port());
                var ann = WebSocketClient.open(connection, "/ws?room=r1")) {
            String welcome = ann.readText();

            assertThat(welcome)
                    .contains(json("'urls':['stun:localhost:" + server.port() + "']"))
                    .contains(
                            json(
                                    "'urls':['turn:localhost:%1$d?transport=udp','turn:localhost:%1$d?transport=tcp']"
                                            .formatted(server.port())))
                    .doesNotContain("turns:"); // no browser would trust the certificate
        }
    }

    @Test
    void credentialsAreForOneMemberAndLastTwelveHours() {
        try (var server = start();
                var connection = RawConnection.open(server.port());
                var ann = WebSocketClient.open(connection, "/ws?room=r1")) {
            String welcome = ann.readText();
            Matcher found =
                    Pattern.compile(
                                    json(
                                            "'clientId':'(\\w+)'.*'username':'((\\d+):r1/(\\w+))','credential':'([^']+)'"))
                            .matcher(welcome);

            assertThat(found.find()).as(welcome).isTrue();
            assertThat(found.group(4)).isEqualTo(found.group(1));
            var expiry = Instant.ofEpochSecond(Long.parseLong(found.group(3)));
            assertThat(expiry)
                    .isBetween(
                            Instant.now().plusSeconds(11 * 3600),
                            Instant.now().plusSeconds(12 * 3600));
            assertThat(new TurnCredentials(SECRET).password(found.group(2), Instant.now()))
                    .contains(found.group(5));
        }
    }

    @Test
    void freshCredentialsComeBeforeTheOldOnesRunOut() {
        try (var server = start("--turn-credential-lifetime=2s");
                var ann = WebSocketClient.join(server.port(), "r1")) {
            assertThat(ann.readText())
                    .startsWith(json("{'type':'ice-servers','seq':2,'iceServers':[{'urls':['stun:"))
                    .contains(":r1/" + ann.id());
        }
    }

    @Test
    void serversOfOthersStandBesideOursOrInTheirPlace() {
        String other = "--ice-server=turn:relay.example.org:3478?transport=udp|ann|pass word";
        String inJson =
                json(
                        "{'urls':['turn:relay.example.org:3478?transport=udp'],'username':'ann','credential':'pass word'}");
        try (var server =
                start(other, "--ice-server=stun:stun.example.org", "--public-host=[2001:db8::1]")) {
            assertThat(welcome(server))
                    .contains(json("'stun:[2001:db8::1]:" + server.port() + "'"))
                    .contains(inJson + json(",{'urls':['stun:stun.example.org']}]"));
        }
        try (var server = TestServer.start(other)) {
            assertThat(welcome(server)).contains(json("'iceServers':[") + inJson + "]");
        }
        try (var server = TestServer.start()) {
            assertThat(welcome(server)).contains(json("'iceServers':[]"));
        }
    }

    @Test
    void stunIsAnsweredOverUdpTcpAndTls() throws IOException {
        try (var server = start();
                var udp = new DatagramSocket();
                var tcp = RawConnection.open(server.port()).send(BINDING);
                var tls = RawConnection.open(server.port()).startTls().send(BINDING)) {
            udp.setSoTimeout((int) Await.PATIENCE.toMillis());
            udp.send(new DatagramPacket(BINDING, BINDING.length, loopback(server.port())));
            var answer = new DatagramPacket(new byte[200], 200);
            udp.receive(answer);

            assertThat(List.of(answer.getData()[0], answer.getData()[1]))
                    .containsExactly((byte) 1, (byte) 1);
            assertThat(tcp.read(2)).containsExactly(1, 1);
            assertThat(tls.read(2)).containsExactly(1, 1);
            server.awaitCount(Count.STUN_CONNECTIONS, 2);
        }
    }

    /// coturn's client takes a record for a message, and loses the second of two in one.
    @Test
    void overTlsEachMessageHasARecordOfItsOwn() {
        try (var server = start();
                var tls = RawConnection.open(server.port()).startTls()) {
            tls.send(Frames.join(BINDING, BINDING, BINDING));
            for (int i = 0; i < 3; i++) {
                assertThat(tls.readOnce()).hasSize(32);
            }
        }
    }

    @Test
    void stunCountsAmongTheConnectionsOfAnAddress() {
        try (var server = start("--connections-per-ip=1");
                var first = RawConnection.open(server.port()).send(BINDING)) {
            assertThat(first.read(2)).containsExactly(1, 1);
            try (var second = RawConnection.open(server.port()).trySend(BINDING)) {
                assertThat(second.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aPortThatAnotherProgramHasForUdpIsNamed(@TempDir Path data) throws Exception {
        try (var taken =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            var config =
                    ConfigLoader.load(
                            List.of(
                                    "--port=" + taken.getLocalPort(),
                                    "--host=127.0.0.1",
                                    "--data-dir=" + data),
                            Map.of());

            assertThatThrownBy(() -> DuologueServer.start(config))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith(
                            "cannot listen on UDP port " + taken.getLocalPort() + ": ");
        }
    }

    private static TestServer start(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--no-turn=false";
        all[1] = "--turn-secret=" + SECRET;
        System.arraycopy(options, 0, all, 2, options.length);
        return TestServer.start(all);
    }

    private static String welcome(TestServer server) {
        try (var connection = RawConnection.open(server.port());
                var ann = WebSocketClient.open(connection, "/ws?room=r1")) {
            return ann.readText();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
