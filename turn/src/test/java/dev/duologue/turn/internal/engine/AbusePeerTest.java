package dev.duologue.turn.internal.engine;

import static dev.duologue.turn.internal.engine.TestClient.channelData;
import static dev.duologue.turn.internal.engine.TestClient.code;
import static dev.duologue.turn.internal.engine.World.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.PeerPolicy;
import dev.duologue.turn.PortRange;
import dev.duologue.turn.RelayMode;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.EvenPort;
import dev.duologue.turn.stun.RequestedAddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups 1 to 4, 9 and 10 of the abuse checklist: forbidden peers, loops, exhaustion.
class AbusePeerTest {
    private static final TurnConfig OPEN =
            TurnConfig.builder().relayMode(RelayMode.OPEN).allocationsPerUser(0).build();
    private static final TransportAddress PUBLIC = TransportAddress.ipv4(0x0808_0808, 5000);

    private static TransportAddress address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (text.contains(":") && bytes.length == 16) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return TransportAddress.ipv6(buffer.getLong(), buffer.getLong(), 5000);
        }
        return TransportAddress.of(new InetSocketAddress(text, 5000));
    }

    @ParameterizedTest // 1
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "127.0.0.0",
                "127.0.0.1",
                "127.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255",
                "168.63.129.16",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "::2",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:8.8.8.8",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:0:7f00:1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "2001::1",
                "2001:0:808:808::1",
                "2001:1ff::1",
                "2001:db8::1",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "64:ff9b:1:ffff::1",
                "fe80::1",
                "febf:ffff::1",
                "fec0::1",
                "feff::1",
                "fc00::1",
                "fd00::1",
                "fdff:ffff::1",
                "ff00::1",
                "ff02::1",
                "ffff::1",
                "100::1",
                "100::ffff:ffff:ffff:ffff",
                "100:0:0:1::1",
                "3fff::1",
                "3fff:fff::1",
                "5f00::1",
                "64:ff9b:2::1",
                "200::1",
                "1fff:ffff::1",
                "4000::1",
                "8000::1",
                "fbff::1"
            })
    void specialPeersAreForbiddenAndGetNothing(String text) {
        World world = new World(OPEN);
        TestClient alice = world.client("room", "alice");
        alice.allocate(new RequestedAddressFamily(address(text).family().number()));
        TransportAddress peer = address(text);
        assertThat(alice.permit(peer)).isEqualTo(403);
        assertThat(alice.bind(0x4000, peer)).isEqualTo(403);
        assertThat(alice.send(alice.sendIndication(peer, bytes("x")))).isEqualTo(Destination.NONE);
        assertThat(alice.send(channelData(0x4000, bytes("x")))).isEqualTo(Destination.NONE);
    }

    @ParameterizedTest // 1: the neighbours of the blocks are not refused with them
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2003::1",
                "2606:4700::1",
                "168.63.129.15",
                "168.63.129.17",
                "2000::1",
                "3ffe::1",
                "3fff:ffff::1"
            })
    void publicPeersArePermittedInOpenMode(String text) {
        World world = new World(OPEN);
        TestClient alice = world.client("room", "alice");
        TransportAddress peer = address(text);
        alice.allocate(new RequestedAddressFamily(peer.family().number()));
        assertThat(alice.permit(peer)).isZero();
        assertThat(alice.bind(0x4000, peer)).isZero();
        assertThat(alice.send(channelData(0x4000, bytes("x")))).isEqualTo(Destination.PEER);
        assertThat(alice.bind(0x4001, peer.withPort(0))).isEqualTo(403);
        assertThat(alice.send(alice.sendIndication(peer.withPort(0), bytes("x"))))
                .isEqualTo(Destination.NONE);
    }

    @Test // 1: blocks that end inside of a byte (coturn 6c13608c)
    void blocksNeedNotEndAtAByte() {
        PeerPolicy policy =
                PeerPolicy.standard()
                        .denying(List.of("2606:4700:8000::/33", "9.9.9.128/25"))
                        .allowing(List.of("10.1.2.0/23", "64:ff9b::/96"));
        assertThat(policy.permits(address("2606:4700:7fff::1"))).isTrue();
        assertThat(policy.permits(address("2606:4700:8000::1"))).isFalse();
        assertThat(policy.permits(address("9.9.9.127"))).isTrue();
        assertThat(policy.permits(address("9.9.9.128"))).isFalse();
        assertThat(policy.permits(address("10.1.3.255"))).isTrue();
        assertThat(policy.permits(address("10.1.4.0"))).isFalse();
        assertThat(policy.permits(address("64:ff9b::808:808"))).isTrue();
        assertThat(policy.permits(address("64:ff9b::7f00:1"))).isFalse(); // what is in it counts
        assertThat(policy.permits(address("64:ff9b::a01:201"))).isTrue();
    }

    @Test // 2
    void oneForbiddenPeerInAListInstallsNone() {
        World world = new World(OPEN);
        TestClient alice = world.client("room", "alice");
        alice.allocate();
        assertThat(alice.permit(PUBLIC, address("127.0.0.1"))).isEqualTo(403);
        assertThat(alice.permit(PUBLIC, address("2606:4700::1"))).isEqualTo(443);
        assertThat(alice.send(alice.sendIndication(PUBLIC, bytes("x"))))
                .isEqualTo(Destination.NONE);
    }

    @Test // 3: another client inside; its own addresses and the server's listeners lead nowhere
    void inOpenModeOtherClientsAreReachedInsideAndTheServerItselfIsNot() {
        World world = new World(OPEN);
        TestClient alice = world.client("one", "alice");
        TestClient bob = world.client("two", "bob");
        TransportAddress toAlice = alice.allocate();
        TransportAddress toBob = bob.allocate();
        assertThat(alice.permit(toBob)).isZero();
        assertThat(bob.permit(toAlice)).isZero();
        assertThat(alice.send(alice.sendIndication(toBob, bytes("x"))))
                .isEqualTo(Destination.CLIENT);
        assertThat(alice.send(alice.sendIndication(World.SERVER, bytes("x"))))
                .isEqualTo(Destination.NONE);
        assertThat(alice.send(alice.sendIndication(World.SERVER.withPort(22), bytes("x"))))
                .isEqualTo(Destination.NONE);
    }

    @Test // closed mode: whatever a client does, nothing leaves for anyone but a client
    void inClosedModeNothingEverLeavesForAnAddressThatIsNoClient() {
        World world = new World();
        List<TestClient> clients =
                List.of(
                        world.client("room", "alice"),
                        world.client("room", "bob"),
                        world.client("other", "carol"));
        Set<TransportAddress> relayed = new HashSet<>();
        clients.forEach(client -> relayed.add(client.allocate()));
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        List<TransportAddress> targets = new java.util.ArrayList<>(relayed);
        targets.addAll(List.of(PUBLIC, World.SERVER, address("127.0.0.1"), address("8.8.4.4")));
        for (int i = 0; i < 3_000; i++) {
            TestClient client = clients.get(random.nextInt(3));
            TransportAddress peer = targets.get(random.nextInt(targets.size()));
            switch (random.nextInt(4)) {
                case 0 -> client.permit(peer);
                case 1 -> client.bind(0x4000 + random.nextInt(16), peer);
                case 2 -> client.send(client.sendIndication(peer, bytes("x")));
                default -> client.send(channelData(0x4000 + random.nextInt(16), bytes("x")));
            }
            assertThat(client.packet.destination).isNotEqualTo(Destination.PEER);
            if (client.packet.destination == Destination.CLIENT) {
                String room = world.credentials.room(client.username);
                assertThat(clients)
                        .filteredOn(c -> c.fiveTuple().equals(client.packet.client))
                        .allMatch(c -> world.credentials.room(c.username).equals(room));
            }
        }
    }

    @Test
    void inClosedModeForeignPeersGet403AndOtherRoomsGetNothing() {
        World world = new World();
        TestClient alice = world.client("room", "alice");
        TestClient carol = world.client("other", "carol");
        TransportAddress toAlice = alice.allocate();
        TransportAddress toCarol = carol.allocate();
        assertThat(alice.permit(PUBLIC)).isEqualTo(403);
        assertThat(alice.bind(0x4000, PUBLIC)).isEqualTo(403);
        assertThat(alice.permit(toCarol)).isZero(); // an IP address says nothing of the room
        assertThat(carol.permit(toAlice)).isZero();
        assertThat(alice.send(alice.sendIndication(toCarol, bytes("x"))))
                .isEqualTo(Destination.NONE);
    }

    @Test // 9
    void quotasOfUserAddressAndServerHoldAtBothEdges() {
        TurnConfig config =
                TurnConfig.builder()
                        .allocationsPerUser(2)
                        .allocationsPerAddress(3)
                        .allocations(4)
                        .build();
        World world = new World(config);
        var host = TransportAddress.ipv4(0x0102_0304, 0);
        assertThat(allocateAs(world, "a", host.withPort(1))).isZero();
        assertThat(allocateAs(world, "a", host.withPort(2))).isZero();
        assertThat(allocateAs(world, "a", host.withPort(3))).isEqualTo(486);
        assertThat(allocateAs(world, "b", host.withPort(4))).isZero();
        assertThat(allocateAs(world, "b", host.withPort(5))).isEqualTo(486);
        var other = TransportAddress.ipv4(0x0102_0305, 0);
        assertThat(allocateAs(world, "b", other.withPort(6))).isZero();
        assertThat(allocateAs(world, "c", other.withPort(7))).isEqualTo(508);
        world.pass(Duration.ofMinutes(10));
        assertThat(allocateAs(world, "a", host.withPort(3))).isZero();
    }

    private static int allocateAs(World world, String member, TransportAddress address) {
        return code(world.client("room", member, address).allocation());
    }

    @Test // 9
    void permissionsAndChannelsOfAnAllocationAreLimited() {
        TurnConfig config =
                OPEN.toBuilder().permissionsPerAllocation(2).channelsPerAllocation(1).build();
        World world = new World(config);
        TestClient alice = world.client("room", "alice");
        alice.allocate();
        assertThat(alice.permit(address("8.0.0.1"), address("8.0.0.2"), address("8.0.0.3")))
                .isEqualTo(508);
        assertThat(alice.permit(address("8.0.0.1"), address("8.0.0.2"))).isZero();
        assertThat(alice.permit(address("8.0.0.1"))).isZero(); // a refresh is nothing new
        assertThat(alice.permit(address("8.0.0.3"))).isEqualTo(508);
        assertThat(alice.bind(0x4000, address("8.0.0.1"))).isZero();
        assertThat(alice.bind(0x4000, address("8.0.0.1"))).isZero();
        assertThat(alice.bind(0x4001, address("8.0.0.2"))).isEqualTo(508);
        world.pass(Duration.ofMinutes(5));
        assertThat(alice.permit(address("8.0.0.3"))).isZero();
    }

    @Test // 9
    void portsThatRanOutAreAllThereAgainAfterwards() {
        TurnConfig config =
                TurnConfig.builder()
                        .relayPorts(new PortRange(50000, 50007))
                        .allocationsPerUser(0)
                        .build();
        World world = new World(config);
        for (int round = 0; round < 3; round++) {
            TransportAddress host = TransportAddress.ipv4(0x0102_0304, 0);
            for (int i = 0; i < 4; i++) { // pairs: the odd ports are kept
                TestClient client = world.client("room", "a", host.withPort(10 + i));
                assertThat(code(client.allocation(new EvenPort(true)))).isZero();
            }
            TestClient late = world.client("room", "a", host.withPort(99));
            assertThat(code(late.allocation())).isEqualTo(508);
            assertThat(code(late.allocation(new EvenPort(false)))).isEqualTo(508);
            world.pass(Duration.ofMinutes(10));
            assertThat(world.relays.open).isEmpty();
        }
    }

    @Test // 9
    void allocatingAndDeletingForeverKeepsNothing() {
        World world = new World(TurnConfig.builder().allocationsPerUser(1).build());
        TestClient alice = world.client("room", "alice");
        for (int i = 0; i < 1_000; i++) {
            alice.allocate(new EvenPort(i % 2 == 0));
            assertThat(alice.refresh(0)).isZero();
            world.pass(Duration.ofSeconds(1));
        }
        world.pass(Duration.ofSeconds(40));
        assertThat(world.relays.open).isEmpty();
        assertThat(world.engine.stats().allocations()).isZero();
        assertThat(world.engine.stats().allocated()).isEqualTo(1_000);
    }
}
