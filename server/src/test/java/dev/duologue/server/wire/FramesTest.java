package dev.duologue.server.wire;

import static dev.duologue.server.testing.Frames.frame;
import static dev.duologue.server.testing.Frames.join;
import static dev.duologue.server.testing.WebSocketClient.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import dev.duologue.server.testing.WebSocketClient.Received;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 6455 on the wire: fragments, control frames, and everything that breaks a rule.
class FramesTest {
    private static final byte[] PING = Frames.text(json("{'type':'ping'}"));
    private static final String PONG = json("{'type':'pong','seq':1}");
    private static final String BYTES_125 =
            "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                    + "0123456789012345678901234";

    private static TestServer server;
    private WebSocketClient ann;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void arrive() {
        ann = WebSocketClient.join(server.port(), "r");
    }

    @AfterEach
    void leave() {
        ann.close();
        server.awaitRooms(0);
    }

    static Stream<Arguments> violations() {
        Map<String, byte[]> broken =
                Map.ofEntries(
                        Map.entry("not masked", Frames.unmasked(Frames.TEXT, "{}")),
                        Map.entry("empty and not masked", Frames.unmasked(Frames.TEXT, "")),
                        Map.entry("ping not masked", Frames.unmasked(Frames.PING, "")),
                        Map.entry("first reserved bit", frame(0xC1, "{}")),
                        Map.entry("second reserved bit", frame(0xA1, "{}")),
                        Map.entry("third reserved bit", frame(0x91, "{}")),
                        Map.entry("reserved bit of a ping", frame(0xC9, "")),
                        Map.entry("opcode 3", frame(0x83, "")),
                        Map.entry("opcode 7", frame(0x87, "")),
                        Map.entry("opcode B", frame(0x8B, "")),
                        Map.entry("opcode F", frame(0x8F, "")),
                        Map.entry("continuation without a start", frame(Frames.LAST, "x")),
                        Map.entry("fragment without a start", frame(Frames.MORE, "x")),
                        Map.entry(
                                "message inside a message",
                                join(frame(Frames.TEXT_START, "{"), frame(Frames.TEXT, "}"))),
                        Map.entry(
                                "binary inside a message",
                                join(frame(Frames.TEXT_START, "{"), frame(Frames.BINARY, "}"))),
                        Map.entry("ping of 126 bytes", frame(Frames.PING, "x".repeat(126))),
                        Map.entry("ping of more to come", Frames.head(Frames.PING, 1L << 40)),
                        Map.entry("fragmented ping", frame(0x09, "x")),
                        Map.entry("fragmented close", frame(0x08, "")),
                        Map.entry("close of 1 byte", frame(Frames.CLOSE, "x")),
                        Map.entry("close of 126 bytes", Frames.close(1000, "x".repeat(124))),
                        Map.entry("length with the highest bit", Frames.head(Frames.TEXT, -1)));
        return broken.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void whatBreaksTheRfcClosesWith1002(String name, byte[] bytes) {
        ann.send(bytes);
        Received close = ann.read();
        assertThat(close.closeCode()).isEqualTo(1002);
        assertThat(close.payload()).endsWith("protocol-error");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
    void aCloseWithACodeThatMayNotBeSentClosesWith1002(int code) {
        ann.send(Frames.close(code, ""));
        assertThat(ann.readClose()).isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1011, 1012, 1014, 3000, 4000, 4999})
    void aCloseIsEchoedAndThenTheServerCloses(int code) {
        ann.send(Frames.close(code, "é"));
        Received close = ann.read();
        assertThat(close.closeCode()).isEqualTo(code);
        assertThat(close.payload()).hasSize(2);
        assertThat(ann.connection().readToEnd()).isEmpty();
    }

    @Test
    void anEmptyCloseIsEchoedEmpty() {
        ann.send(frame(Frames.CLOSE));
        assertThat(ann.read()).isEqualTo(new Received(Frames.CLOSE, ""));
        assertThat(ann.connection().readToEnd()).isEmpty();
    }

    @Test
    void aCloseOf125BytesIsEchoed() {
        ann.send(Frames.close(1000, "x".repeat(123)));
        assertThat(ann.readClose()).isEqualTo(1000);
    }

    @Test
    void nothingAfterACloseIsRead() {
        ann.send(Frames.close(1000, ""), PING, frame(0xFF, "x"));
        assertThat(ann.readClose()).isEqualTo(1000);
        assertThat(ann.connection().readToEnd()).isEmpty();
    }

    @Test
    void aReasonThatIsNotUtf8ClosesWith1007() {
        ann.send(frame(Frames.CLOSE, Frames.closePayload(1000, (byte) 0xC3)));
        assertThat(ann.readClose()).isEqualTo(1007);
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xC3},
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {'0', '1', '2', '3', '4', '5', '6', '7', '8', (byte) 0xFF});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void textThatIsNotUtf8ClosesWith1007(byte[] text) {
        ann.send(frame(Frames.TEXT, text));
        assertThat(ann.readClose()).isEqualTo(1007);
    }

    @Test
    void aCharacterSplitBetweenFragmentsIsUtf8() {
        byte[] text = json("{'type':'control','x':'é'}").getBytes(UTF_8);
        int middle = text.length - 3; // inside the é
        try (var bob = WebSocketClient.join(server.port(), "r")) {
            ann.send(
                    frame(Frames.TEXT_START, Arrays.copyOf(text, middle)),
                    frame(Frames.LAST, Arrays.copyOfRange(text, middle, text.length)));
            assertThat(bob.readText()).endsWith(json("'x':'é'}"));
        }
    }

    @Test
    void fragmentsAreJoinedWithControlFramesBetween() {
        ann.send(
                frame(Frames.TEXT_START, "{"),
                frame(Frames.PING, "1"),
                frame(Frames.MORE, ""),
                frame(Frames.MORE, json("'type':")),
                frame(Frames.PONG, "unasked"),
                frame(Frames.PING, "2"),
                frame(Frames.LAST, json("'ping'}")));
        assertThat(ann.read()).isEqualTo(new Received(Frames.PONG, "1"));
        assertThat(ann.read()).isEqualTo(new Received(Frames.PONG, "2"));
        assertThat(ann.readText()).isEqualTo(PONG);
    }

    @Test
    void aCloseBetweenFragmentsCloses() {
        ann.send(frame(Frames.TEXT_START, "{"), Frames.close(1000, ""));
        assertThat(ann.readClose()).isEqualTo(1000);
    }

    @Test
    void fragmentsTogetherOverTheLimitAreSkipped() {
        ann.send(
                frame(Frames.TEXT_START, "x".repeat(65_000)),
                frame(Frames.MORE, "x".repeat(536)),
                frame(Frames.MORE, "x"),
                frame(Frames.MORE, "x".repeat(100_000)),
                frame(Frames.LAST, ""),
                PING);
        assertThat(ann.readText()).contains("too-large");
        assertThat(ann.readText()).contains("pong");
    }

    @Test
    void fragmentsTogetherOver16MiBCloseWith1009() {
        ann.send(frame(Frames.TEXT_START, "x"), Frames.head(Frames.LAST, 16 << 20));
        assertThat(ann.readClose()).isEqualTo(1009);
    }

    @ParameterizedTest
    @ValueSource(longs = {(16 << 20) + 1, 1L << 32, Long.MAX_VALUE})
    void aFrameThatAnnouncesOver16MiBClosesWith1009(long length) {
        ann.send(Frames.head(Frames.TEXT, length));
        assertThat(ann.readClose()).isEqualTo(1009);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p", "日本語", BYTES_125})
    void aPingIsAnsweredWithWhatItCarries(String data) {
        ann.send(frame(Frames.PING, data));
        Received pong = ann.read();
        assertThat(pong.first()).isEqualTo(Frames.PONG);
        assertThat(pong.payload().getBytes(ISO_8859_1)).isEqualTo(data.getBytes(UTF_8));
    }

    @Test
    void aLengthMayBeWrittenLongerThanItHasToBe() {
        byte[] ping = json("{'type':'ping'}").getBytes(UTF_8);
        byte[] head = {(byte) 0x81, (byte) 0xFE, 0, (byte) ping.length, 0, 0, 0, 0};
        ann.send(head, ping);
        assertThat(ann.readText()).isEqualTo(PONG);
    }

    @Test
    void manyFramesInOneSegmentAreAllActedOn() {
        byte[][] frames = new byte[90][];
        Arrays.fill(frames, PING);
        ann.send(frames);
        for (int i = 0; i < frames.length; i++) {
            assertThat(ann.readText()).isEqualTo(PONG);
        }
    }

    @Test
    void framesThatComeWithTheHandshakeAreActedOn() {
        byte[] request = WebSocketClient.request("/ws?room=r").getBytes(ISO_8859_1);
        try (var connection = RawConnection.open(server.port())) {
            connection.send(join(request, PING, frame(Frames.PING, "now"), PING));
            assertThat(connection.readHead().status()).isEqualTo(101);
            var early = WebSocketClient.opened(connection);
            assertThat(early.read()).isEqualTo(new Received(Frames.PONG, "now"));
            early.welcomed();
            assertThat(early.readText()).isEqualTo(PONG);
            assertThat(early.readText()).isEqualTo(PONG);
        }
    }

    @Test
    void messagesOfEveryLengthArePassedOn() {
        try (var bob = WebSocketClient.join(server.port(), "r")) {
            for (int length : new int[] {1, 60, 126, 127, 65_400, 65_500}) {
                String message = "{'type':'control','x':'" + "y".repeat(length) + "'}";
                ann.say(message);
                assertThat(bob.readText()).endsWith(json(message).substring(1));
            }
            bob.say("{'type':'ping'}");
            assertThat(bob.readText()).isEqualTo(json("{'type':'pong','seq':7}"));
        }
    }
}
