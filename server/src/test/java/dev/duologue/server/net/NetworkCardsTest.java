package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.net.NetworkCards.Card;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCardsTest {
    private static final Card LAN = card("wlp3s0", "2001:db8::7", "192.168.1.20");
    private static final Card CABLE = card("eth0", "192.168.2.20");
    private static final Card DOCKER = card("docker0", "172.17.0.1");
    private static final Card TUNNEL = card("tun0", "10.8.0.2");

    @Test
    void aNetworkComesBeforeTunnelsAndThoseBeforeBridges() {
        assertThat(ranked(none(), DOCKER, TUNNEL, LAN))
                .containsExactly("192.168.1.20", "2001:db8::7", "10.8.0.2", "172.17.0.1");
    }

    @Test
    void ofTwoNetworksTheOneThatLeadsToTheInternetComesFirst() {
        assertThat(ranked(none(), LAN, CABLE)).startsWith("192.168.1.20", "192.168.2.20");
        assertThat(ranked(address("192.168.2.20"), LAN, CABLE))
                .containsExactly("192.168.2.20", "192.168.1.20", "2001:db8::7");
    }

    @Test
    void aTunnelThatTakesAllTrafficIsStillNoNetworkOfThePhone() {
        assertThat(ranked(address("10.8.0.2"), TUNNEL, LAN)).startsWith("192.168.1.20");
        var peer = new Card("en5", true, List.of(ip("10.9.0.2")));
        assertThat(ranked(none(), peer, CABLE)).containsExactly("192.168.2.20", "10.9.0.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker0",
                "docker_gwbridge",
                "br-1a2b3c4d5e6f",
                "veth12ab",
                "virbr0",
                "vmnet8",
                "vboxnet0",
                "lxcbr0",
                "lxdbr0",
                "cni0",
                "podman1",
                "bridge100",
                "cali1234"
            })
    void noBridgeIsAnAddressForAPhone(String name) {
        assertThat(reachable(none(), card(name, "172.18.0.1"))).isEmpty();
        assertThat(reachable(none(), card(name, "172.18.0.1"), CABLE))
                .containsExactly("192.168.2.20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth0", "en0", "wlan0", "br0", "bond0", "enp3s0", "wlp2s0", "lan"})
    void aCardOfAnyOtherNameIs(String name) {
        assertThat(reachable(none(), card(name, "192.168.1.5"))).containsExactly("192.168.1.5");
    }

    @Test
    void aBridgeThatLeadsToTheInternetIsTheNetwork() {
        assertThat(reachable(address("172.17.0.1"), DOCKER)).containsExactly("172.17.0.1");
    }

    @Test
    void thisComputerTellsOfNoAddressThatIsItsAlone() {
        assertThat(LocalNames.networkAddresses())
                .noneMatch(InetAddress::isLoopbackAddress)
                .noneMatch(InetAddress::isLinkLocalAddress)
                .containsAll(LocalNames.reachableAddresses());
    }

    private static List<String> ranked(Optional<InetAddress> outgoing, Card... cards) {
        return texts(NetworkCards.ranked(List.of(cards), outgoing));
    }

    private static List<String> reachable(Optional<InetAddress> outgoing, Card... cards) {
        return texts(NetworkCards.reachable(List.of(cards), outgoing));
    }

    private static List<String> texts(List<InetAddress> addresses) {
        return addresses.stream().map(NetUtil::toAddressString).toList();
    }

    private static Card card(String name, String... addresses) {
        return new Card(name, false, Stream.of(addresses).map(NetworkCardsTest::ip).toList());
    }

    private static Optional<InetAddress> none() {
        return Optional.empty();
    }

    private static Optional<InetAddress> address(String text) {
        return Optional.of(ip(text));
    }

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
