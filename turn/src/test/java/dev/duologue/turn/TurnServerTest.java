package dev.duologue.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.turn.stun.RequestedAddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole servers on loopback: every pair of transports, both modes, both kinds of UDP.
class TurnServerTest {
    private static RunningServer start(RelayMode mode, boolean nativeUdp) throws IOException {
        return new RunningServer(TurnConfig.builder().relayMode(mode).nativeUdp(nativeUdp).build());
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSED, true, udp, udp", "CLOSED, true, udp, tcp", "CLOSED, true, tcp, udp",
        "CLOSED, true, tcp, tcp", "CLOSED, false, udp, udp", "CLOSED, false, udp, tcp",
        "CLOSED, false, tcp, udp", "OPEN, true, udp, udp", "OPEN, true, udp, tcp"
    })
    void twoClientsReachEachOther(RelayMode mode, boolean nativeUdp, String one, String other)
            throws Exception {
        try (RunningServer server = start(mode, nativeUdp)) {
            SocketClient alice = server.client(one, "alice");
            SocketClient bob = server.client(other, "bob");
            TransportAddress toAlice = alice.allocate();
            TransportAddress toBob = bob.allocate();
            alice.bindChannel(0x4000, toBob);
            bob.permit(toAlice);
            for (int i = 0; i < 100; i++) {
                alice.sendChannelData(0x4000, ("ping " + i).getBytes(UTF_8));
                assertThat(bob.receiveData()).asString(UTF_8).isEqualTo("ping " + i);
                bob.sendIndication(toAlice, ("pong " + i).getBytes(UTF_8));
                assertThat(alice.receiveData()).asString(UTF_8).isEqualTo("pong " + i);
            }
            assertThat(server.stats().packets()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"udp", "tcp"})
    void inOpenModePeersOutsideAreReachedThroughTheRelayedAddress(String transport)
            throws Exception {
        try (RunningServer server = start(RelayMode.OPEN, true);
                var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            peer.setSoTimeout(10_000);
            SocketClient alice = server.client(transport, "alice");
            TransportAddress relayed = alice.allocate();
            TransportAddress toPeer =
                    TransportAddress.of((InetSocketAddress) peer.getLocalSocketAddress());
            alice.permit(toPeer);
            for (byte[] data :
                    List.of(new byte[0], new byte[1], new byte[1_200], new byte[9_000])) {
                alice.sendIndication(toPeer, data);
                var packet = new java.net.DatagramPacket(new byte[65_536], 65_536);
                peer.receive(packet);
                assertThat(packet.getLength()).isEqualTo(data.length);
                assertThat(packet.getPort()).isEqualTo(relayed.port());
                peer.send(packet);
                assertThat(alice.receiveData()).hasSize(data.length);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, udp, udp", "true, udp, tcp", "true, tcp, udp"})
    void dataOf64KibPassesWhereADatagramCanHoldIt(boolean nativeUdp, String one, String other)
            throws Exception {
        try (RunningServer server = start(RelayMode.CLOSED, nativeUdp)) {
            SocketClient alice = server.client(one, "alice");
            SocketClient bob = server.client(other, "bob");
            TransportAddress toAlice = alice.allocate();
            TransportAddress toBob = bob.allocate();
            alice.bindChannel(0x4000, toBob);
            bob.bindChannel(0x4000, toAlice);
            for (int size : new int[] {0, 1, 2_000, 65_000, 65_503}) {
                alice.sendChannelData(0x4000, new byte[size]);
                assertThat(bob.receiveData()).hasSize(size);
            }
        }
    }

    /// The clients' sockets are connected: what comes from another address does not reach them.
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "127.8.8.8", "::1"})
    void theAnswerLeavesFromTheAddressThatWasAsked(String host) throws Exception {
        try (RunningServer server = start(RelayMode.CLOSED, true)) {
            server.client("udp", host, "alice").binding();
            server.client("udp", host, "bob").allocate();
        }
    }

    /// RFC 8656 section 7.2: the relayed address alone, so that an IPv6 one takes no IPv4 and
    /// mapped addresses cannot leave through it.
    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.2", "::1, 127.0.0.1"})
    void inOpenModeARelayedAddressIsBoundAloneAndInItsFamily(String host, String neighbour)
            throws Exception {
        try (RunningServer server = start(RelayMode.OPEN, true)) {
            SocketClient alice = server.client("udp", host, "alice");
            int family = host.contains(":") ? 2 : 1;
            int port = alice.allocate(new RequestedAddressFamily(family)).port();
            InetAddress other = InetAddress.getByName(neighbour);
            try (var free = new DatagramSocket(port, other)) {
                assertThat(free.getLocalPort()).isEqualTo(port);
            }
            assertThatThrownBy(() -> new DatagramSocket(port, InetAddress.getByName(host)))
                    .isInstanceOf(BindException.class);
        }
    }
}
