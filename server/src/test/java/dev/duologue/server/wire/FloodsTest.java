package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that send too much, and clients that do not read.
class FloodsTest {
    private static final int FLOOD = 10_000;
    private static final int PAGES = 2500;

    /// Still more than ten times what one connection may hold.
    private static final int FEW_PAGES = 500;

    @Test
    void asManyMessagesAtOnceAsTheRatePassAndTheNextIsDropped() {
        try (var server = TestServer.start("--message-rate=5");
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            ann.readText();
            bob.send(numbered(6));
            for (int i = 0; i < 5; i++) {
                assertThat(ann.readText()).endsWith(json("'n':" + i + "}"));
            }
            assertThat(bob.readText())
                    .isEqualTo(
                            json(
                                    "{'type':'error','seq':2,'code':'rate-limited','message':'more"
                                            + " than 5 messages a second: this one was"
                                            + " dropped','fatal':false}"));
            ann.heardNothing();
        }
    }

    @Test
    void tenThousandMessagesAtOnceCostTheConnection() {
        try (var server = TestServer.start();
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            ann.readText();
            bob.connection().trySend(numbered(FLOOD));
            assertThat(bob.readToClose()).isEqualTo(4003);
            String last = ann.readText();
            for (int i = 0; !last.contains("user-left"); i++) {
                assertThat(last).startsWith(json("{'seq':" + (3 + i) + ",")).contains("control");
                last = ann.readText();
            }
            assertThat(last).contains(json("'reason':'removed'"));
        }
    }

    @Test
    void asManyFramesAtOnceAsTheRateAreReadAndTheNextCostsTheConnection() {
        try (var server = TestServer.start("--frame-rate=100");
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            ann.readText();
            bob.send(fragments("{'type':'control','n':1}", 100));
            assertThat(ann.readText()).endsWith(json("'n':1}"));
            bob.heardNothing();
            bob.connection().trySend(fragments("{'type':'control','n':2}", 10_000));
            assertThat(bob.readToClose()).isEqualTo(4007);
            assertThat(ann.readText()).contains("user-left", json("'reason':'removed'"));
        }
    }

    @Test
    void withoutThatRateTenThousandFramesAreOneMessage() {
        try (var server = TestServer.start("--frame-rate=0");
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            ann.readText();
            bob.send(fragments("{'type':'control','n':1}", 10_000));
            assertThat(ann.readText()).endsWith(json("'n':1}"));
        }
    }

    @Test
    void withoutARateTenThousandMessagesAtOnceAllArriveInOrder() {
        try (var server = TestServer.start("--message-rate=0", "--frame-rate=0");
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            ann.readText();
            Thread.ofVirtual().start(() -> bob.send(numbered(FLOOD)));
            for (int i = 0; i < FLOOD; i++) {
                assertThat(ann.readText())
                        .startsWith(json("{'seq':" + (3 + i) + ","))
                        .endsWith(json("'n':" + i + "}"));
            }
            bob.heardNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--outbox-messages=16", "--outbox-bytes=65536"})
    void aReaderThatNeverReadsIsClosedAndNobodyElseIsHeldUp(String limit) {
        try (var server = TestServer.start("--message-rate=0", "--frame-rate=0", limit);
                var ann = WebSocketClient.join(server.port(), "r");
                var slow =
                        WebSocketClient.open(
                                RawConnection.openNarrow(server.port()), "/ws?room=r")) {
            assertThat(ann.readText()).contains("user-joined");
            byte[] message =
                    Frames.text(json("{'type':'control','x':'" + "x".repeat(60_000) + "'}"));
            Thread flood = Thread.ofVirtual().start(() -> flood(ann, message));
            assertThat(ann.readText())
                    .contains("user-left", json("'clientCount':1,'reason':'lost'"));
            flood.interrupt();
            assertThat(slow.id()).isEmpty();
            server.awaitRooms(1);
        }
    }

    @Test
    void aClientThatOnlyPingsAndNeverReadsHoldsNoMemory() {
        try (var server = TestServer.start("--frame-rate=0");
                var unread = RawConnection.open(server.port());
                var ann = WebSocketClient.join(server.port(), "r")) {
            var deaf = WebSocketClient.open(unread, "/ws?room=r");
            byte[] ping = Frames.frame(Frames.PING, "x".repeat(125));
            byte[][] pings = new byte[1000][];
            Arrays.fill(pings, ping);
            byte[] many = Frames.join(pings);
            for (int i = 0; i < 60; i++) {
                deaf.connection().send(many); // 8 MB: would wait for ever if it were not read
            }
            // Only the newest is still answered, after what was on its way already.
            deaf.send(Frames.frame(Frames.PING, "the last"));
            int answers = 0;
            while (!deaf.read().payload().equals("the last")) {
                answers++;
            }
            assertThat(answers).isLessThan(60_000);
            assertThat(ann.readText()).contains("user-joined");
        }
    }

    @Test
    void aClientThatAsksForPagesAndNeverReadsIsNotListenedTo() {
        try (var server = TestServer.start();
                var unread = RawConnection.open(server.port())) {
            byte[] asks =
                    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(PAGES).getBytes(ISO_8859_1);
            Thread.ofVirtual().start(() -> unread.trySend(asks));
            for (int i = 0; i < PAGES; i++) {
                assertThat(unread.readAnswer().status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoeverPipelinesRequestsAndReadsNoAnswerHoldsOneAnswerAndNoMore(boolean tls) {
        byte[] asks =
                "GET /qr.svg?link=https://a/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .repeat(FEW_PAGES)
                        .getBytes(ISO_8859_1);
        try (var server = TestServer.start();
                var raw = RawConnection.openNarrow(server.port());
                var unread = tls ? raw.startTls() : raw) {
            Thread flood = Thread.ofVirtual().start(() -> unread.trySend(asks));
            assertThat(unread.readAnswer().status()).isEqualTo(200);
            long held = server.server().budget().used();
            assertThat(held).isLessThan(200_000);
            for (int i = 1; i < FEW_PAGES; i++) {
                assertThat(unread.readAnswer().status()).isEqualTo(200);
                held = Math.max(held, server.server().budget().used());
            }
            assertThat(held).isLessThan(200_000);
            assertThat(flood.isInterrupted()).isFalse();
        }
    }

    private static void flood(WebSocketClient ann, byte[] message) {
        while (!Thread.interrupted()) {
            ann.connection().trySend(message);
        }
    }

    /// A message whose start and end are in frames of their own, and the rest of them empty.
    private static byte[] fragments(String message, int count) {
        byte[][] frames = new byte[count][];
        Arrays.fill(frames, Frames.frame(Frames.MORE, ""));
        frames[0] = Frames.frame(Frames.TEXT_START, json(message));
        frames[count - 1] = Frames.frame(Frames.LAST, "");
        return Frames.join(frames);
    }

    private static byte[] numbered(int count) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(Frames.text(json("{'type':'control','n':" + i + "}")));
        }
        return all.toByteArray();
    }
}
