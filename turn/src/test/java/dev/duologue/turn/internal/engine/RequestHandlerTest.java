package dev.duologue.turn.internal.engine;

import static dev.duologue.turn.internal.engine.TestClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.AdditionalAddressFamily;
import dev.duologue.turn.stun.AddressErrorCode;
import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.ChannelNumber;
import dev.duologue.turn.stun.EvenPort;
import dev.duologue.turn.stun.Fingerprint;
import dev.duologue.turn.stun.Integrity;
import dev.duologue.turn.stun.Lifetime;
import dev.duologue.turn.stun.RequestedAddressFamily;
import dev.duologue.turn.stun.RequestedTransport;
import dev.duologue.turn.stun.ReservationToken;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.StunMethod;
import dev.duologue.turn.stun.TransactionId;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.UnknownAttribute;
import dev.duologue.turn.stun.UnknownAttributes;
import dev.duologue.turn.stun.XorMappedAddress;
import dev.duologue.turn.stun.XorPeerAddress;
import dev.duologue.turn.stun.XorRelayedAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests and their answers, RFC 8489 section 6.3.1 and RFC 8656 sections 7 to 12.
class RequestHandlerTest {
    private final World world = new World();
    private final TestClient alice = world.client("room", "alice");
    private final TestClient bob = world.client("room", "bob");

    @Test
    void bindingTellsTheAddressAndNeedsNoCredentials() {
        StunMessage answer = alice.answer(alice.unsigned(StunMethod.BINDING, alice.transaction()));
        assertThat(answer.attributes()).containsExactly(new XorMappedAddress(alice.address));
    }

    @Test
    void anAnswerHasAFingerprintIfTheRequestHadOne() {
        ByteBuf request = alice.unsigned(StunMethod.BINDING, alice.transaction());
        Fingerprint.append(request, 0);
        assertThat(alice.answer(request).has(Fingerprint.class)).isTrue();
    }

    @Test
    void allocateTellsRelayedAndMappedAddressAndLifetimeAndIsSigned() {
        StunMessage answer = alice.allocation();
        TransportAddress relayed = answer.find(XorRelayedAddress.class).orElseThrow().address();
        assertThat(relayed.sameHost(World.SERVER)).isTrue();
        assertThat(relayed.port()).isBetween(49152, 65535);
        assertThat(answer.find(XorMappedAddress.class))
                .contains(new XorMappedAddress(alice.address));
        assertThat(answer.find(Lifetime.class)).contains(new Lifetime(600));
        assertThat(Integrity.SHA1.verify(alice.out(), alice.key())).isTrue();
        assertThat(world.events).containsExactly("allocated " + alice.username);
    }

    @ParameterizedTest
    @CsvSource({"0, 600", "599, 600", "601, 601", "3600, 3600", "3601, 3600", "4294967295, 3600"})
    void lifetimeIsAtLeastTheDefaultAndAtMostTheMaximum(long wanted, long granted) {
        StunMessage answer = alice.allocation(new Lifetime(wanted));
        assertThat(answer.find(Lifetime.class)).contains(new Lifetime(granted));
    }

    @Test
    void aRetransmittedAllocateIsAnsweredAlikeAndAnotherIsRefused() {
        alice.learnNonce();
        ByteBuf request =
                alice.signed(StunMethod.ALLOCATE, alice.transaction(), new RequestedTransport(17));
        StunMessage first = alice.answer(request.duplicate());
        assertThat(alice.answer(request.duplicate())).isEqualTo(first);
        assertThat(alice.allocation()).matches(answer -> code(answer) == 437);
        assertThat(world.engine.stats().allocations()).isEqualTo(1);
    }

    @Test
    void aRetransmittedRefreshThatDeletedIsAnsweredAlikeFor40Seconds() {
        alice.allocate();
        ByteBuf delete = alice.signed(StunMethod.REFRESH, alice.transaction(), new Lifetime(0));
        assertThat(code(alice.answer(delete.duplicate()))).isZero();
        assertThat(code(alice.answer(delete.duplicate()))).isZero();
        assertThat(alice.refresh(0)).isEqualTo(437);
        world.pass(Duration.ofSeconds(40));
        assertThat(code(alice.answer(delete.duplicate()))).isEqualTo(437);
    }

    @Test
    void anotherUserOnTheSameFiveTupleGets437ForAllocateAnd441ForTheRest() {
        alice.allocate();
        TestClient mallory = world.client("room", "mallory", alice.address);
        assertThat(code(mallory.allocation())).isEqualTo(437);
        assertThat(mallory.refresh(600)).isEqualTo(441);
        assertThat(mallory.permit(World.SERVER)).isEqualTo(441);
        assertThat(mallory.bind(0x4000, World.SERVER)).isEqualTo(441);
    }

    @Test
    void withoutAllocationEverythingElseGets437() {
        assertThat(alice.refresh(600)).isEqualTo(437);
        assertThat(alice.permit(World.SERVER)).isEqualTo(437);
        assertThat(alice.bind(0x4000, World.SERVER)).isEqualTo(437);
    }

    @Test
    void allocateWithoutOrWithAnotherTransportIsRefused() {
        assertThat(alice.code(StunMethod.ALLOCATE)).isEqualTo(400);
        assertThat(alice.code(StunMethod.ALLOCATE, new RequestedTransport(6))).isEqualTo(442);
    }

    @Test
    void attributesThatDoNotGoTogetherAreRefused() {
        var token = new ReservationToken(1);
        var ipv6 = new RequestedAddressFamily(2);
        var more = new AdditionalAddressFamily(2);
        assertThat(code(alice.allocation(token, new EvenPort(false)))).isEqualTo(400);
        assertThat(code(alice.allocation(token, ipv6))).isEqualTo(400);
        assertThat(code(alice.allocation(token, more))).isEqualTo(400);
        assertThat(code(alice.allocation(ipv6, more))).isEqualTo(400);
        assertThat(code(alice.allocation(more, new EvenPort(true)))).isEqualTo(400);
        assertThat(code(alice.allocation(new AdditionalAddressFamily(1)))).isEqualTo(400);
        assertThat(code(alice.allocation(new RequestedAddressFamily(3)))).isEqualTo(440);
        assertThat(code(alice.allocation(token))).isEqualTo(508);
    }

    @Test
    void anUnknownAttributeThatMustBeUnderstoodIsListed() {
        var unknown = new UnknownAttribute(0x7001, Unpooled.EMPTY_BUFFER);
        var optional = new UnknownAttribute(0xC001, Unpooled.EMPTY_BUFFER);
        StunMessage answer = alice.allocation(unknown, optional);
        assertThat(code(answer)).isEqualTo(420);
        assertThat(answer.find(UnknownAttributes.class))
                .contains(new UnknownAttributes(List.of(0x7001)));
    }

    @Test
    void evenPortsAreEvenAndTheNextIsKeptForItsToken() {
        StunMessage answer = alice.allocation(new EvenPort(true));
        int port = answer.find(XorRelayedAddress.class).orElseThrow().address().port();
        assertThat(port % 2).isZero();
        ReservationToken token = answer.find(ReservationToken.class).orElseThrow();
        TestClient stranger = world.client("room", "stranger");
        assertThat(code(stranger.allocation(token))).isEqualTo(508);
        TestClient second =
                new TestClient(
                        world,
                        world.udp,
                        alice.address.withPort(1),
                        alice.username,
                        alice.password);
        assertThat(second.allocate(token).port()).isEqualTo(port + 1);
        assertThat(code(bob.allocation(token))).isEqualTo(508);
    }

    @Test
    void aPortThatIsNotAskedForIsGivenUpAfter30Seconds() {
        alice.allocation(new EvenPort(true));
        assertThat(world.relays.open).hasSize(2);
        world.pass(Duration.ofSeconds(29));
        assertThat(world.relays.open).hasSize(2);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.relays.open).hasSize(1);
    }

    @Test
    void bothFamiliesCanBeAskedForAndOneGivenBack() {
        StunMessage answer = alice.allocation(new AdditionalAddressFamily(2));
        assertThat(answer.all(XorRelayedAddress.class)).hasSize(2);
        assertThat(alice.code(StunMethod.REFRESH, new Lifetime(0), new RequestedAddressFamily(2)))
                .isZero();
        assertThat(world.relays.open).hasSize(1);
        assertThat(alice.code(StunMethod.REFRESH, new Lifetime(600), new RequestedAddressFamily(2)))
                .isEqualTo(443);
        assertThat(alice.refresh(0)).isZero();
        assertThat(world.relays.open).isEmpty();
    }

    @Test
    void theFamilyThatIsMissingIsToldWithItsError() {
        world.relays.families.remove(AddressFamily.IPV6);
        StunMessage answer = alice.allocation(new AdditionalAddressFamily(2));
        assertThat(answer.all(XorRelayedAddress.class)).hasSize(1);
        assertThat(answer.find(AddressErrorCode.class).orElseThrow().code()).isEqualTo(440);
        assertThat(code(bob.allocation(new RequestedAddressFamily(2)))).isEqualTo(440);
    }

    @Test
    void portsThatOthersHoldAreGoneRound() {
        TurnConfig narrow =
                TurnConfig.builder()
                        .relayPorts(new dev.duologue.turn.PortRange(50000, 50003))
                        .build();
        World small = new World(narrow);
        small.relays.busy.addAll(List.of(50000, 50001, 50002));
        assertThat(small.client("room", "a").allocate().port()).isEqualTo(50003);
        TestClient second = small.client("room", "b");
        assertThat(code(second.allocation())).isEqualTo(508);
        small.relays.busy.clear();
        assertThat(second.allocate().port()).isBetween(50000, 50002);
    }

    @Test
    void aPeerOfAnotherFamilyIsRefused() {
        alice.allocate();
        var peer = TransportAddress.ipv6(0x2606_4700_0000_0000L, 1, 1);
        assertThat(alice.permit(peer)).isEqualTo(443);
        assertThat(alice.bind(0x4000, peer)).isEqualTo(443);
    }

    @ParameterizedTest
    @CsvSource({"0x3FFF, 400", "0x4000, 0", "0x4FFF, 0", "0x7FFF, 0", "0x8000, 400"})
    void channelNumbersAreThoseThatFramingCanTellFromStun(String number, int expected) {
        alice.allocate();
        assertThat(alice.bind(Integer.decode(number), bob.allocate())).isEqualTo(expected);
    }

    @Test
    void aChannelStaysWithItsPeerAndAPeerWithItsChannel() {
        alice.allocate();
        TransportAddress peer = bob.allocate();
        assertThat(alice.bind(0x4000, peer)).isZero();
        assertThat(alice.bind(0x4000, peer)).isZero();
        assertThat(alice.bind(0x4001, peer)).isEqualTo(400);
        assertThat(alice.bind(0x4000, peer.withPort(peer.port() ^ 1))).isEqualTo(400);
        assertThat(alice.code(StunMethod.CHANNEL_BIND, new XorPeerAddress(peer))).isEqualTo(400);
        assertThat(alice.code(StunMethod.CHANNEL_BIND, new ChannelNumber(0x4000))).isEqualTo(400);
        assertThat(alice.code(StunMethod.CREATE_PERMISSION)).isEqualTo(400);
    }

    @Test
    void anAllocationEndsWhenItsTimeIsOver() {
        alice.allocate();
        world.pass(Duration.ofSeconds(599));
        assertThat(alice.refresh(700)).isZero();
        world.pass(Duration.ofSeconds(699));
        assertThat(world.engine.stats().allocations()).isEqualTo(1);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.engine.stats().allocations()).isZero();
        assertThat(world.relays.open).isEmpty();
        assertThat(world.events).endsWith("ended EXPIRED");
        assertThat(alice.refresh(600)).isEqualTo(437);
    }

    @Test
    void whatRanOutButWasNotSweptAwayIsGoneAlready() {
        alice.allocate();
        world.now += 600_000;
        assertThat(alice.refresh(600)).isEqualTo(437);
    }

    @Test
    void aConnectionThatClosesTakesItsAllocationAlong() {
        TestClient stream = world.streamClient("room", "carol");
        stream.allocate();
        world.engine.disconnected(stream.fiveTuple());
        assertThat(world.relays.open).isEmpty();
        assertThat(world.events).endsWith("ended DISCONNECTED");
    }

    @Test
    void onlyRequestsAreAnswered() {
        assertThat(alice.send("0101 0000 2112a442 000000000000000000000001"))
                .isEqualTo(Destination.NONE); // a response
        assertThat(alice.send("0011 0000 2112a442 000000000000000000000001"))
                .isEqualTo(Destination.NONE); // an indication
        assertThat(alice.send("000a 0000 2112a442 000000000000000000000001"))
                .isEqualTo(Destination.NONE); // Connect, RFC 6062
    }

    @Test
    void aRequestWithAMalformedAttributeGets400() {
        StunMessage answer =
                alice.answer(
                        Unpooled.copiedBuffer(
                                alice.unsigned(
                                        StunMethod.ALLOCATE,
                                        new TransactionId(7, 7),
                                        new UnknownAttribute(
                                                Lifetime.TYPE,
                                                Unpooled.wrappedBuffer(new byte[3])))));
        assertThat(code(answer)).isEqualTo(400);
        assertThat(answer.transactionId()).isEqualTo(new TransactionId(7, 7));
    }
}
