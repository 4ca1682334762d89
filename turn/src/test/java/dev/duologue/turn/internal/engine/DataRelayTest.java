package dev.duologue.turn.internal.engine;

import static dev.duologue.turn.internal.engine.TestClient.channelData;
import static dev.duologue.turn.internal.engine.World.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.DontFragment;
import dev.duologue.turn.stun.RequestedAddressFamily;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.StunMethod;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.UnknownAttribute;
import dev.duologue.turn.stun.XorPeerAddress;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Data between two clients of a closed server, RFC 8656 sections 11 and 12.
class DataRelayTest {
    private final World world = new World();
    private final TestClient alice = world.client("room", "alice");
    private final TestClient bob = world.client("room", "bob");
    private TransportAddress toAlice = World.SERVER;
    private TransportAddress toBob = World.SERVER;

    @BeforeEach
    void twoThatPermitEachOther() {
        toAlice = alice.allocate();
        toBob = bob.allocate();
        assertThat(alice.permit(toBob)).isZero();
        assertThat(bob.permit(toAlice)).isZero();
    }

    @Test
    void aSendIndicationArrivesAsADataIndication() {
        assertThat(alice.send(alice.sendIndication(toBob, bytes("hello"))))
                .isEqualTo(Destination.CLIENT);
        assertThat(alice.packet.client).isEqualTo(bob.fiveTuple());
        StunMessage data = alice.outMessage();
        assertThat(data.method()).isEqualTo(StunMethod.DATA);
        assertThat(data.find(XorPeerAddress.class)).contains(new XorPeerAddress(toAlice));
        assertThat(alice.outData()).contains(bytes("hello"));
    }

    @Test
    void channelDataArrivesAsChannelDataOfTheOthersNumber() {
        assertThat(alice.bind(0x4001, toBob)).isZero();
        assertThat(bob.bind(0x4abc, toAlice)).isZero();
        assertThat(alice.send(channelData(0x4001, bytes("hello")))).isEqualTo(Destination.CLIENT);
        assertThat(alice.out()).isEqualTo(channelData(0x4abc, bytes("hello")));
    }

    @Test
    void eachSideMayUseWhatItLikes() {
        assertThat(alice.bind(0x4001, toBob)).isZero();
        assertThat(alice.send(channelData(0x4001, bytes("a")))).isEqualTo(Destination.CLIENT);
        assertThat(alice.outMessage().method()).isEqualTo(StunMethod.DATA);
        assertThat(bob.send(bob.sendIndication(toAlice, bytes("b")))).isEqualTo(Destination.CLIENT);
        assertThat(bob.out()).isEqualTo(channelData(0x4001, bytes("b")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 170, 1200, 1500, 65_000})
    void everySizeArrivesAndPaddingIsZero(int size) {
        byte[] data = new byte[size];
        java.util.Arrays.fill(data, (byte) 0xAB);
        assertThat(alice.send(alice.sendIndication(toBob, data))).isEqualTo(Destination.CLIENT);
        assertThat(alice.outData()).contains(data);
        assertThat(alice.out().readableBytes() % 4).isZero();
        int padding = -size & 3;
        for (int i = 1; i <= padding; i++) {
            assertThat(alice.packet.bytes.getByte(alice.packet.end - i)).isZero();
        }
    }

    @Test
    void whatFitsNoDatagramWithItsNewHeaderIsDropped() {
        assertThat(alice.bind(0x4001, toBob)).isZero();
        int most = Packet.MAX_DATAGRAM - 36;
        most -= most % 4;
        assertThat(alice.send(channelData(0x4001, new byte[most]))).isEqualTo(Destination.CLIENT);
        assertThat(alice.send(channelData(0x4001, new byte[most + 1]))).isEqualTo(Destination.NONE);
        assertThat(world.dropped(Drop.TOO_BIG)).isEqualTo(1);
    }

    @Test
    void ipv6PeersHaveTheirAddressesHiddenByTheWholeTransaction() {
        TestClient carol = world.client("room", "carol");
        TestClient dave = world.client("room", "dave");
        TransportAddress toCarol = carol.allocate(new RequestedAddressFamily(2));
        TransportAddress toDave = dave.allocate(new RequestedAddressFamily(2));
        assertThat(carol.permit(toDave)).isZero();
        assertThat(dave.permit(toCarol)).isZero();
        assertThat(carol.send(carol.sendIndication(toDave, bytes("six"))))
                .isEqualTo(Destination.CLIENT);
        assertThat(carol.outMessage().find(XorPeerAddress.class))
                .contains(new XorPeerAddress(toCarol));
        assertThat(carol.outData()).contains(bytes("six"));
    }

    @Test
    void onAStreamChannelDataIsPaddedAndItsLengthIsNot() {
        TestClient stream = world.streamClient("room", "carol");
        TransportAddress toStream = stream.allocate();
        assertThat(stream.bind(0x4005, toAlice)).isZero();
        assertThat(alice.permit(toStream)).isZero();
        assertThat(alice.send(alice.sendIndication(toStream, bytes("12345"))))
                .isEqualTo(Destination.CLIENT);
        assertThat(alice.out().readableBytes()).isEqualTo(12);
        assertThat(alice.out().getUnsignedShort(2)).isEqualTo(5);
        // and padding that came is not passed on
        assertThat(stream.send(channelData(0x4005, bytes("x")).writeZero(3)))
                .isEqualTo(Destination.CLIENT);
        assertThat(stream.outData()).contains(bytes("x"));
    }

    @Test
    void withoutPermissionOnBothSidesNothingPasses() {
        TestClient carol = world.client("room", "carol");
        TransportAddress toCarol = carol.allocate();
        assertThat(carol.send(carol.sendIndication(toBob, bytes("x")))).isEqualTo(Destination.NONE);
        assertThat(alice.send(alice.sendIndication(toCarol, bytes("x"))))
                .isEqualTo(Destination.NONE); // carol permits nobody
        assertThat(world.dropped(Drop.NO_PERMISSION)).isEqualTo(2);
    }

    @Test // RFC 8656 section 9: 300 seconds; a channel does not make it longer
    void aPermissionRunsOutUnderALiveChannelInBothDirections() {
        assertThat(alice.bind(0x4001, toBob)).isZero();
        assertThat(bob.bind(0x4002, toAlice)).isZero();
        world.pass(Duration.ofSeconds(299));
        assertThat(alice.send(channelData(0x4001, bytes("x")))).isEqualTo(Destination.CLIENT);
        assertThat(bob.bind(0x4002, toAlice)).isZero();
        world.pass(Duration.ofSeconds(1));
        assertThat(alice.send(channelData(0x4001, bytes("x")))).isEqualTo(Destination.NONE);
        assertThat(bob.send(channelData(0x4002, bytes("x")))).isEqualTo(Destination.NONE);
        assertThat(alice.permit(toBob)).isZero();
        assertThat(alice.send(channelData(0x4001, bytes("x")))).isEqualTo(Destination.CLIENT);
        assertThat(bob.send(channelData(0x4002, bytes("x")))).isEqualTo(Destination.CLIENT);
    }

    @Test // RFC 8656 section 12: 600 seconds
    void aChannelRefreshedAtItsLastSecondGoesOn() {
        assertThat(alice.refresh(3600)).isZero();
        assertThat(bob.refresh(3600)).isZero();
        assertThat(alice.bind(0x4001, toBob)).isZero();
        world.pass(Duration.ofSeconds(599));
        assertThat(alice.bind(0x4001, toBob)).isZero();
        world.pass(Duration.ofSeconds(299));
        assertThat(bob.permit(toAlice)).isZero();
        assertThat(alice.send(channelData(0x4001, bytes("x")))).isEqualTo(Destination.CLIENT);
        world.pass(Duration.ofSeconds(301));
        assertThat(alice.send(channelData(0x4001, bytes("x")))).isEqualTo(Destination.NONE);
        assertThat(world.dropped(Drop.NO_CHANNEL)).isEqualTo(1);
        assertThat(alice.bind(0x4009, toBob)).isZero(); // the peer is free for another number
    }

    @Test // RFC 8656 section 12.6
    void channelDataRefreshesNothing() {
        assertThat(alice.bind(0x4001, toBob)).isZero();
        for (int i = 0; i < 30; i++) {
            world.pass(Duration.ofSeconds(10));
            alice.send(channelData(0x4001, bytes("x")));
        }
        assertThat(alice.packet.destination).isEqualTo(Destination.NONE);
    }

    @Test
    void indicationsWithWhatMustBeUnderstoodAndIsNotAreDropped() {
        var unknown = new UnknownAttribute(0x7001, Unpooled.EMPTY_BUFFER);
        var optional = new UnknownAttribute(0xFF05, Unpooled.EMPTY_BUFFER);
        assertThat(alice.send(alice.sendIndication(toBob, bytes("x"), unknown)))
                .isEqualTo(Destination.NONE);
        assertThat(
                        alice.send(
                                alice.sendIndication(
                                        toBob, bytes("x"), optional, new DontFragment())))
                .isEqualTo(Destination.CLIENT);
    }

    @Test // the first of each attribute counts, RFC 8489 section 14
    void theFirstPeerOfASendIndicationCounts() {
        var other = new XorPeerAddress(toAlice);
        assertThat(alice.send(alice.sendIndication(toBob, bytes("x"), other)))
                .isEqualTo(Destination.CLIENT);
        assertThat(alice.packet.client).isEqualTo(bob.fiveTuple());
    }

    @Test
    void aClientMaySendToItself() {
        assertThat(alice.send(alice.sendIndication(toAlice, bytes("x"))))
                .isEqualTo(Destination.CLIENT);
        assertThat(alice.packet.client).isEqualTo(alice.fiveTuple());
    }
}
