package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Counters.Count;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import dev.duologue.server.testing.WebSocketClient.Received;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that begin and do not go on.
class TimeoutsTest {
    private static final String SHORT = "--handshake-timeout=100ms";
    private static final int PAUSE_NANOS = 5_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PROXY TCP4",
                "\r\n\r\n\0",
                "GET / HTTP/1.1\r\nHost: localhost\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003half a hello",
                "\u0016"
            })
    void whoStopsHalfWayIsClosedAndCountedWithTheRelayAndWithout(String half) {
        for (boolean relay : List.of(true, false)) {
            try (var server = TestServer.start(SHORT, "--no-turn=" + !relay);
                    var connection = RawConnection.open(server.port())) {
                connection.send(half);
                assertThat(connection.readToEnd()).isEmpty();
                server.awaitCount(Count.HANDSHAKE_TIMEOUTS, 1);
            }
        }
    }

    @Test
    void whoSpeaksByteByByteIsClosedAndCounted() {
        try (var server = TestServer.start(SHORT);
                var connection = RawConnection.open(server.port())) {
            connection.send("GET / HTTP/1.1\r\nX: ");
            while (server.server().counters().get(Count.HANDSHAKE_TIMEOUTS) == 0) {
                connection.trySend((byte) 'x');
                LockSupport.parkNanos(PAUSE_NANOS); // as slow clients do
            }
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSaysNothingAfterTlsIsClosedAndCounted(boolean relay) {
        try (var server = TestServer.start("--handshake-timeout=1s", "--no-turn=" + !relay);
                var connection = RawConnection.open(server.port()).startTls()) {
            assertThat(connection.readToEnd()).isEmpty();
            server.awaitCount(Count.HANDSHAKE_TIMEOUTS, 1);
        }
    }

    @Test
    void aWebSocketHasNoSuchDeadlineAndPingsAreSentAndAnswered() {
        try (var server = TestServer.start(SHORT, "--ping-interval=100ms");
                var ann = WebSocketClient.join(server.port(), "r")) {
            for (int i = 0; i < 6; i++) {
                assertThat(ann.read()).isEqualTo(new Received(Frames.PING, ""));
                ann.send(Frames.frame(Frames.PONG));
            }
            server.awaitCount(Count.HANDSHAKE_TIMEOUTS, 0);
        }
    }

    @Test
    void anythingAClientSendsAnswersAPing() {
        try (var server = TestServer.start("--ping-interval=100ms", "--ping-misses=1");
                var ann = WebSocketClient.join(server.port(), "r")) {
            for (int i = 0; i < 5; i++) {
                assertThat(ann.read()).isEqualTo(new Received(Frames.PING, ""));
                ann.say("{'type':'ping'}");
                assertThat(ann.readText()).contains("pong");
            }
        }
    }

    @Test
    void twoPingsWithoutAnAnswerCloseWith4005AndTheMemberIsLost() {
        try (var server = TestServer.start("--ping-interval=200ms");
                var ann = WebSocketClient.join(server.port(), "r");
                var mute = WebSocketClient.join(server.port(), "r")) {
            String heard = "";
            while (!heard.contains("user-left")) { // pings, which have to be answered
                heard = ann.read().payload();
                ann.send(Frames.frame(Frames.PONG));
            }
            assertThat(heard).endsWith(json("'clientCount':1,'reason':'lost'}"));
            assertThat(mute.read()).isEqualTo(new Received(Frames.PING, ""));
            assertThat(mute.read()).isEqualTo(new Received(Frames.PING, ""));
            assertThat(mute.readClose()).isEqualTo(4005);
            mute.send(Frames.close(4005, ""));
            assertThat(mute.connection().readToEnd()).isEmpty();
        }
    }

    @Test
    void aMemberThatTakesNothingAndAnswersNoPingIsGoneEvenWhileMessagesWaitForIt() {
        try (var server = TestServer.start("--ping-interval=300ms", "--message-rate=0");
                var ann = WebSocketClient.join(server.port(), "r");
                var mute =
                        WebSocketClient.open(
                                RawConnection.openNarrow(server.port()), "/ws?room=r")) {
            assertThat(ann.readText()).contains("user-joined");
            // More than the kernel takes for it, less than makes it a slow reader.
            byte[] large = Frames.text(json("{'type':'control','x':'" + "x".repeat(65_000) + "'}"));
            for (int i = 0; i < 60; i++) {
                ann.send(large);
            }
            String heard = "";
            while (!heard.contains("user-left")) {
                heard = ann.read().payload();
                ann.send(Frames.frame(Frames.PONG));
            }
            assertThat(mute.id()).isEmpty();
            // The connection of the other goes with it, though its Close cannot be sent.
            assertThat(mute.connection().readToEnd()).contains("welcome");
        }
    }
}
