package dev.duologue.turn.internal.engine;

import static dev.duologue.turn.internal.engine.TestClient.channelData;
import static dev.duologue.turn.internal.engine.TestClient.code;
import static dev.duologue.turn.internal.engine.World.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.Fingerprint;
import dev.duologue.turn.stun.Integrity;
import dev.duologue.turn.stun.IntegrityKey;
import dev.duologue.turn.stun.MessageIntegrity;
import dev.duologue.turn.stun.MessageIntegritySha256;
import dev.duologue.turn.stun.Nonce;
import dev.duologue.turn.stun.Realm;
import dev.duologue.turn.stun.RequestedTransport;
import dev.duologue.turn.stun.StunAttribute;
import dev.duologue.turn.stun.StunMethod;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.UnknownAttribute;
import dev.duologue.turn.stun.Username;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups 5 to 8, 10 and 12 of the abuse checklist: messages that are put together badly, come from
/// elsewhere or come again, and what lies in the bytes of the answers.
class AbuseMessageTest {
    private static final StunAttribute UDP = new RequestedTransport(17);

    private final World world = new World();
    private final TestClient alice = world.client("room", "alice");

    @Test // 5: two servers, or one and itself, that answer each other's answers
    void anAnswerThatComesBackIsNotAnswered() {
        TestClient itself = world.client("room", "x", World.SERVER);
        itself.answer(itself.unsigned(StunMethod.BINDING, itself.transaction()));
        ByteBuf answer = itself.out();
        assertThat(itself.send(answer)).isEqualTo(Destination.NONE);
        itself.answer(itself.unsigned(StunMethod.ALLOCATE, itself.transaction()));
        ByteBuf refusal = itself.out();
        assertThat(itself.send(refusal)).isEqualTo(Destination.NONE);
        assertThat(world.dropped(Drop.UNEXPECTED)).isEqualTo(2);
    }

    @Test // 7
    void guessingPasswordsIsAnsweredNoOftenerThanAskingWithoutOne() {
        alice.learnNonce();
        world.pass(java.time.Duration.ofSeconds(1));
        TestClient guesser =
                new TestClient(world, world.udp, alice.address, alice.username, "guess");
        guesser.nonce = alice.nonce;
        int answers = 0;
        for (int i = 0; i < 2_000; i++) {
            ByteBuf guess = guesser.signed(StunMethod.ALLOCATE, guesser.transaction(), UDP);
            answers += guesser.send(guess) == Destination.SENDER ? 1 : 0;
        }
        assertThat(answers).isEqualTo(world.config.unauthenticatedRate());
    }

    @ParameterizedTest // 7: RFC 8489 section 14.3 wants 763 bytes read
    @CsvSource({"0, 401", "513, 401", "763, 401", "764, 400", "2000, 400"})
    void aLongUserNameIsRefusedAndOneThatIsTooLongABadRequest(int size, int expected) {
        assertThat(allocateAs("x".repeat(size).getBytes(UTF_8))).isEqualTo(expected);
    }

    @Test // 7: and nothing of it gets into a log
    void aUserNameThatIsNotUtf8IsABadRequest() {
        assertThat(allocateAs(new byte[] {'a', (byte) 0xFF, (byte) 0xFE})).isEqualTo(400);
        assertThat(allocateAs(new byte[] {(byte) 0xC0, (byte) 0x80})).isEqualTo(400);
        assertThat(world.events).isEmpty();
    }

    private int allocateAs(byte[] username) {
        alice.learnNonce();
        ByteBuf request =
                alice.unsigned(
                        StunMethod.ALLOCATE,
                        alice.transaction(),
                        UDP,
                        new UnknownAttribute(Username.TYPE, Unpooled.wrappedBuffer(username)),
                        new Realm(world.config.realm()),
                        new Nonce(alice.nonce));
        Integrity.SHA1.append(request, 0, alice.key());
        return code(alice.answer(request));
    }

    @Test // 7: the nonce is for the one address and port that it was given to
    void aRequestReplayedFromElsewhereIsStale() {
        alice.learnNonce();
        ByteBuf overheard = alice.signed(StunMethod.ALLOCATE, alice.transaction(), UDP);
        TransportAddress near = alice.address.withPort(alice.address.port() + 1);
        TestClient mallory = world.client("room", "mallory", near);
        assertThat(code(mallory.answer(overheard.duplicate()))).isEqualTo(438);
        assertThat(world.engine.stats().allocations()).isZero();
        assertThat(code(alice.answer(overheard))).isZero();
    }

    @Test // 8: RFC 8489 section 14.5: what follows the first is ignored
    void ofTwoIntegritiesTheFirstCounts() {
        alice.learnNonce();
        IntegrityKey wrong =
                IntegrityKey.longTerm(
                        alice.username, world.config.realm(), "wrong", IntegrityKey.MD5);
        ByteBuf request = unsignedAllocate();
        Integrity.SHA1.append(request, 0, wrong);
        Integrity.SHA1.append(request, 0, alice.key());
        assertThat(code(alice.answer(request))).isEqualTo(401);
        request = unsignedAllocate();
        Integrity.SHA1.append(request, 0, alice.key());
        Integrity.SHA1.append(request, 0, wrong);
        assertThat(code(alice.answer(request))).isZero();
    }

    @ParameterizedTest // 8: RFC 8489 sections 14.5 and 14.6: 20 bytes; 16 to 32, 4 by 4
    @ValueSource(ints = {0, 4, 12, 15, 17, 36})
    void anIntegrityOfAWrongSizeIsABadRequest(int size) {
        alice.learnNonce();
        for (int type : new int[] {MessageIntegrity.TYPE, MessageIntegritySha256.TYPE}) {
            ByteBuf request =
                    alice.unsigned(
                            StunMethod.ALLOCATE,
                            alice.transaction(),
                            UDP,
                            new Username(alice.username),
                            new Realm(world.config.realm()),
                            new Nonce(alice.nonce),
                            new UnknownAttribute(type, Unpooled.wrappedBuffer(new byte[size])));
            assertThat(code(alice.answer(request))).isEqualTo(400);
        }
    }

    @Test // 8: RFC 8489 section 14.7
    void aFingerprintThatIsNotTheLastIsABadRequest() {
        alice.learnNonce();
        ByteBuf request = unsignedAllocate();
        Fingerprint.append(request, 0);
        Integrity.SHA1.append(request, 0, alice.key());
        assertThat(code(alice.answer(request))).isEqualTo(400);
    }

    private ByteBuf unsignedAllocate() {
        return alice.unsigned(
                StunMethod.ALLOCATE,
                alice.transaction(),
                UDP,
                new Username(alice.username),
                new Realm(world.config.realm()),
                new Nonce(alice.nonce));
    }

    @Test // 10: RFC 8656 section 12.5 lets clients pad over UDP too
    void paddingOverUdpIsNotPassedOn() {
        TestClient bob = world.client("room", "bob");
        TransportAddress toAlice = alice.allocate();
        assertThat(alice.bind(0x4001, bob.allocate())).isZero();
        assertThat(bob.permit(toAlice)).isZero();
        assertThat(alice.send(channelData(0x4001, bytes("x")).writeZero(3)))
                .isEqualTo(Destination.CLIENT);
        assertThat(alice.outData()).contains(bytes("x"));
    }

    @ParameterizedTest // 12, CVE-2020-4067: what was in the buffer before does not go out
    @ValueSource(strings = {"a", "ab", "abc", "abcd"})
    void whatPadsTheAttributesOfAnswersIsZero(String realm) {
        World other = new World(TurnConfig.builder().realm(realm).software(realm).build());
        TestClient carol = other.client("room", "carol");
        carol.answer(carol.unsigned(StunMethod.ALLOCATE, carol.transaction()));
        paddingIsZero(carol.out());
        var unknown = new UnknownAttribute(0x7001, Unpooled.EMPTY_BUFFER);
        carol.answer(carol.unsigned(StunMethod.BINDING, carol.transaction(), unknown));
        paddingIsZero(carol.out());
        carol.allocation();
        paddingIsZero(carol.out());
    }

    private static void paddingIsZero(ByteBuf message) {
        message.skipBytes(20);
        while (message.isReadable()) {
            int size = message.skipBytes(2).readUnsignedShort();
            message.skipBytes(size);
            for (int i = 0; i < (-size & 3); i++) {
                assertThat(message.readByte()).isZero();
            }
        }
    }
}
