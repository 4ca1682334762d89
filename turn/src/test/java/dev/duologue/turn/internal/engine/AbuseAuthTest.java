package dev.duologue.turn.internal.engine;

import static dev.duologue.turn.internal.engine.TestClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.Integrity;
import dev.duologue.turn.stun.IntegrityKey;
import dev.duologue.turn.stun.Lifetime;
import dev.duologue.turn.stun.MessageIntegrity;
import dev.duologue.turn.stun.Nonce;
import dev.duologue.turn.stun.PasswordAlgorithm;
import dev.duologue.turn.stun.PasswordAlgorithms;
import dev.duologue.turn.stun.Realm;
import dev.duologue.turn.stun.RequestedTransport;
import dev.duologue.turn.stun.StunAttribute;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.StunMethod;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.UnknownAttribute;
import dev.duologue.turn.stun.Username;
import dev.duologue.turn.stun.XorPeerAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups 5 to 8 of the abuse checklist: floods, amplification, credentials, integrity.
class AbuseAuthTest {
    private final World world = new World();
    private final TestClient alice = world.client("room", "alice");

    @Test // 5
    void aFloodWithoutCredentialsLeavesNothingBehindAndIsAnsweredSoOften() {
        int answers = 0;
        for (int i = 0; i < 2_000; i++) {
            var forged = TransportAddress.ipv4(0xC6336400 | (i & 0xFF), 1024 + i);
            TestClient victim = world.client("room", "x", forged);
            ByteBuf request = victim.unsigned(StunMethod.ALLOCATE, victim.transaction());
            answers += victim.send(request) == Destination.SENDER ? 1 : 0;
        }
        assertThat(answers).isEqualTo(world.config.unauthenticatedRate());
        assertThat(world.dropped(Drop.RATE_LIMITED)).isEqualTo(2_000 - answers);
        assertThat(world.engine.stats().allocations()).isZero();
        alice.allocate(); // others are not concerned
        world.pass(Duration.ofSeconds(1));
        TestClient later = world.client("room", "x", TransportAddress.ipv4(0xC6336401, 9));
        assertThat(later.send(later.unsigned(StunMethod.BINDING, later.transaction())))
                .isEqualTo(Destination.SENDER);
    }

    @Test // 5
    void bindingsFromTheNetworkOfAVictimLeaveItEveryAnswerThatItNeedsToLogIn() {
        int rate = world.config.unauthenticatedRate();
        for (int i = 0; i < 2 * rate; i++) {
            var forged = TransportAddress.ipv4(0xC6336400 | (i & 0xFF), 1024 + i);
            TestClient neighbour = world.client("room", "x", forged);
            neighbour.send(neighbour.unsigned(StunMethod.BINDING, neighbour.transaction()));
        }
        assertThat(world.dropped(Drop.RATE_LIMITED)).isEqualTo(rate);
        var address = TransportAddress.ipv4(0xC6336407, 9);
        TestClient victim = world.client("room", "victim", address);
        assertThat(victim.send(victim.unsigned(StunMethod.ALLOCATE, victim.transaction())))
                .isEqualTo(Destination.SENDER);
    }

    @ParameterizedTest // 5
    @ValueSource(
            strings = {
                "", // nothing
                "00",
                "000100",
                "00010000", // a header cut short
                "0001 0000 2112a442 0000000000000000000000", // 19 bytes
                "0001 0004 2112a442 000000000000000000000001", // longer than it is
                "0001 0000 2112a443 000000000000000000000001", // another cookie
                "0001 0000 00000000 000000000000000000000001", // RFC 3489
                "0001 0008 2112a442 000000000000000000000001 80280004 00000000", // fingerprint
                "4000 0004 00000000", // ChannelData to nothing
                "4000 ffff 00000000", // ChannelData longer than it is
                "4000", // ChannelData cut short
                "0016 0000 2112a442 000000000000000000000001", // Send to nothing
                "c000 0000 00000000", // neither
                "8000 0000 00000000", // RTP
                "ffffffffffffffffffffffffffffffff",
            })
    void whatIsNoRequestIsNotAnsweredUnlessItCouldBeOne(String hex) {
        Destination destination = alice.send(hex);
        if (hex.startsWith("0001 0008")) {
            assertThat(code(alice.outMessage())).isEqualTo(400);
        } else {
            assertThat(destination).isEqualTo(Destination.NONE);
        }
        assertThat(world.engine.stats().allocations()).isZero();
    }

    @Test // 5
    void sourcePortZeroIsDropped() {
        TestClient zero = world.client("room", "x", TransportAddress.ipv4(0x01020304, 0));
        assertThat(zero.send(zero.unsigned(StunMethod.BINDING, zero.transaction())))
                .isEqualTo(Destination.NONE);
    }

    @Test // 6: a forged request of 20 bytes cannot make more than 100 out of it
    void answersToStrangersAreSmall() {
        ByteBuf allocate = alice.unsigned(StunMethod.ALLOCATE, alice.transaction());
        alice.answer(allocate);
        assertThat(alice.out().readableBytes()).isLessThanOrEqualTo(80);
        alice.answer(alice.unsigned(StunMethod.BINDING, alice.transaction()));
        assertThat(alice.out().readableBytes()).isEqualTo(32);
        alice.nonce = "stale";
        alice.answer(alice.signed(StunMethod.ALLOCATE, alice.transaction()));
        assertThat(alice.out().readableBytes()).isLessThanOrEqualTo(80);
    }

    @Test // 6
    void aHundredUnknownAttributesAreNotAllListed() {
        StunAttribute[] unknown = new StunAttribute[120];
        for (int i = 0; i < unknown.length; i++) {
            unknown[i] = new UnknownAttribute(0x7000 + i, Unpooled.EMPTY_BUFFER);
        }
        alice.answer(alice.unsigned(StunMethod.BINDING, alice.transaction(), unknown));
        assertThat(code(alice.outMessage())).isEqualTo(420);
        assertThat(alice.out().readableBytes()).isLessThanOrEqualTo(64);
    }

    @Test // 7
    void anUnknownUserAndAWrongPasswordAreAnsweredAlike() {
        alice.learnNonce();
        TestClient wrong = as(alice.username, "wrong");
        TestClient unknown = as("4102444800:room/nobody", "wrong");
        TestClient odd = as("no-expiry", "wrong");
        TestClient expired = as("1700000000:room/alice", "wrong");
        int size = 0;
        for (TestClient client : List.of(wrong, unknown, odd, expired)) {
            client.nonce = alice.nonce;
            StunMessage answer = client.allocation();
            assertThat(code(answer)).isEqualTo(401);
            assertThat(answer.has(MessageIntegrity.class)).isFalse();
            int bytes = client.out().readableBytes();
            assertThat(size == 0 || size == bytes).isTrue();
            size = bytes;
        }
    }

    private TestClient as(String username, String password) {
        return new TestClient(world, world.udp, alice.address, username, password);
    }

    @Test // 7
    void timeThatIsOverRefusesAnAllocateButCutsNoCall() {
        var soon = World.START.plusSeconds(100);
        var credential = world.credentials.issue("room", "bob", soon);
        TestClient bob =
                new TestClient(
                        world,
                        world.udp,
                        alice.address.withPort(7),
                        credential.username(),
                        credential.password());
        bob.allocate();
        world.pass(Duration.ofSeconds(100));
        assertThat(bob.refresh(600)).isZero();
        assertThat(bob.permit(World.SERVER)).isZero();
        assertThat(bob.refresh(0)).isZero();
        assertThat(code(bob.allocation())).isEqualTo(401);
    }

    @ParameterizedTest // 7
    @ValueSource(
            strings = {
                "",
                "\u0000",
                "%s%n",
                "\r\n",
                "'\"",
                "1:",
                ":",
                "-1:a",
                "1e9:a",
                "99999999999999999999:a"
            })
    void oddUserNamesAreRefusedLikeAnyOther(String username) {
        alice.learnNonce();
        TestClient odd = as(username, "x");
        odd.nonce = alice.nonce;
        assertThat(code(odd.allocation())).isEqualTo(401);
    }

    @Test // 7
    void aNonceOfAnotherClientOrOfThePastOrMadeUpIsStale() {
        alice.learnNonce();
        TestClient bob = world.client("room", "bob");
        bob.nonce = alice.nonce;
        StunMessage answer = bob.allocation();
        assertThat(code(answer)).isEqualTo(438);
        bob.nonce = answer.find(Nonce.class).orElseThrow().value();
        assertThat(code(bob.allocation())).isZero();
        String good = bob.nonce;
        for (String bad : List.of("x", good.substring(1), good + "A", "!" + good.substring(1))) {
            bob.nonce = bad;
            assertThat(bob.refresh(600)).isEqualTo(438);
        }
        bob.nonce = good;
        world.pass(Duration.ofMinutes(50));
        assertThat(bob.allocation()).matches(a -> code(a) == 0);
        world.pass(Duration.ofMinutes(10));
        assertThat(bob.refresh(600)).isEqualTo(438);
    }

    @Test // 7
    void anotherRealmIsRefusedAndWhatIsMissingIs400() {
        alice.learnNonce();
        ByteBuf request =
                alice.unsigned(
                        StunMethod.ALLOCATE,
                        alice.transaction(),
                        new RequestedTransport(17),
                        new Username(alice.username),
                        new Realm("elsewhere"),
                        new Nonce(alice.nonce));
        Integrity.SHA1.append(request, 0, alice.key());
        assertThat(code(alice.answer(request))).isEqualTo(401);
        ByteBuf bare = alice.unsigned(StunMethod.ALLOCATE, alice.transaction());
        Integrity.SHA1.append(bare, 0, alice.key());
        assertThat(code(alice.answer(bare))).isEqualTo(400);
    }

    @Test // 8
    void whatIsAppendedAfterMessageIntegrityIsIgnored() {
        alice.learnNonce();
        ByteBuf request =
                alice.signed(StunMethod.ALLOCATE, alice.transaction(), new RequestedTransport(17));
        request.writeInt(Lifetime.TYPE << 16 | 4).writeInt(3600);
        request.setShort(2, request.readableBytes() - 20);
        StunMessage answer = alice.answer(request);
        assertThat(answer.find(Lifetime.class)).contains(new Lifetime(600));
        ByteBuf permit = alice.signed(StunMethod.CREATE_PERMISSION, alice.transaction());
        permit.writeInt(XorPeerAddress.TYPE << 16 | 8).writeLong(0x0001_0000_0000_0000L);
        permit.setShort(2, permit.readableBytes() - 20);
        assertThat(code(alice.answer(permit))).isEqualTo(400); // no peer in what is signed
    }

    @Test // 8
    void bothIntegritiesAndAFingerprintAreAccepted() {
        alice.learnNonce();
        ByteBuf request =
                alice.signed(StunMethod.ALLOCATE, alice.transaction(), new RequestedTransport(17));
        Integrity.SHA256.append(request, 0, alice.key());
        dev.duologue.turn.stun.Fingerprint.append(request, 0);
        assertThat(code(alice.answer(request))).isZero();
    }

    @Test // 8
    void aRequestThatWasChangedIsRefused() {
        alice.learnNonce();
        ByteBuf request =
                alice.signed(StunMethod.ALLOCATE, alice.transaction(), new RequestedTransport(17));
        request.setByte(8, request.getByte(8) ^ 1); // the transaction
        assertThat(code(alice.answer(request))).isEqualTo(401);
    }

    @Test // 8, RFC 8489 section 9.2.1
    void biddingDownIsRefused() {
        World strong = new World(TurnConfig.builder().offerSha256(true).build());
        TestClient carol = strong.client("room", "carol");
        StunMessage challenge =
                carol.answer(carol.unsigned(StunMethod.ALLOCATE, carol.transaction()));
        carol.nonce = challenge.find(Nonce.class).orElseThrow().value();
        assertThat(carol.nonce).startsWith(Nonces.COOKIE + "gAAA");
        PasswordAlgorithms offered = challenge.find(PasswordAlgorithms.class).orElseThrow();
        var sha256 = new PasswordAlgorithm(IntegrityKey.SHA_256, Unpooled.EMPTY_BUFFER);
        var md5 = new PasswordAlgorithm(IntegrityKey.MD5, Unpooled.EMPTY_BUFFER);
        assertThat(code(carol.allocation(offered))).isEqualTo(400);
        assertThat(code(carol.allocation(md5))).isEqualTo(400);
        assertThat(code(carol.allocation(new PasswordAlgorithms(List.of(md5)), md5)))
                .isEqualTo(400);
        String stripped = carol.nonce;
        carol.nonce = Nonces.COOKIE + "AAAA" + stripped.substring(13);
        assertThat(code(carol.allocation())).isEqualTo(438);
        carol.nonce = stripped;
        IntegrityKey key =
                IntegrityKey.longTerm(
                        carol.username,
                        strong.config.realm(),
                        carol.password,
                        IntegrityKey.SHA_256);
        ByteBuf request =
                carol.unsigned(
                        StunMethod.ALLOCATE,
                        carol.transaction(),
                        new RequestedTransport(17),
                        new Username(carol.username),
                        new Realm(strong.config.realm()),
                        new Nonce(carol.nonce),
                        offered,
                        sha256);
        Integrity.SHA256.append(request, 0, key);
        assertThat(code(carol.answer(request))).isZero();
        assertThat(Integrity.SHA256.verify(carol.out(), key)).isTrue();
    }
}
