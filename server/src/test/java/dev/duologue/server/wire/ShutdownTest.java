package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Counters.Count;
import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is left of connections when they end, one by one and all at once.
class ShutdownTest {
    private static final int MANY = 2000;

    enum End {
        CLOSE,
        DISCONNECT,
        RESET,
        BROKEN_FRAME,
        ROOM_FULL
    }

    @Test
    void everyClientIsToldThatTheServerGoesAway() {
        List<WebSocketClient> clients = new ArrayList<>();
        try (var server = TestServer.start()) {
            for (int i = 0; i < 20; i++) {
                clients.add(WebSocketClient.join(server.port(), "room-" + i / 2));
            }
            Thread closing = Thread.ofVirtual().start(server::close);
            for (WebSocketClient client : clients) {
                assertThat(client.readToClose()).isEqualTo(1001);
                client.send(Frames.close(1001, ""));
                assertThat(client.connection().readToEnd()).isEmpty();
            }
            join(closing);
        }
    }

    @Test
    void clientsThatDoNotAnswerAndRequestsThatAreNotMadeDoNotHoldItUp() {
        try (var server = TestServer.start();
                var half = RawConnection.open(server.port());
                var idle = RawConnection.open(server.port());
                var rude = WebSocketClient.join(server.port(), "r");
                var tls = RawConnection.open(server.port()).startTls()) {
            half.send("GET / HT");
            assertThat(
                            idle.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                    .readAnswer()
                                    .status())
                    .isEqualTo(200);
            server.server().close();
            assertThat(rude.readClose()).isEqualTo(1001);
            assertThat(rude.connection().readToEnd()).isEmpty();
            assertThat(half.readToEnd()).isEmpty();
            assertThat(idle.readToEnd()).isEmpty();
            assertThat(tls.readToEnd()).isEmpty();
        }
    }

    @Test
    void closingTwiceIsClosingOnce() {
        var server = TestServer.start();
        server.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftOfThousandsOfConnections(End end) {
        try (var server = TestServer.start("--connections-per-ip=0", "--room-seats=1");
                var host = WebSocketClient.join(server.port(), "taken")) {
            for (int i = 0; i < MANY / End.values().length; i++) {
                String room = end == End.ROOM_FULL ? "taken" : "room-" + i;
                var connection = RawConnection.open(server.port());
                var client = WebSocketClient.open(connection, "/ws?room=" + room);
                finish(client, end);
            }
            server.awaitRooms(1);
            Await.until("1 channel", () -> server.server().connectionCount() == 1);
            server.awaitCount(Count.WEBSOCKETS, 1 + MANY / End.values().length);
            host.heardNothing();
        }
    }

    private static void finish(WebSocketClient client, End end) {
        switch (end) {
            case CLOSE -> client.send(Frames.close(1000, ""));
            case DISCONNECT, ROOM_FULL -> {}
            case RESET -> client.connection().reset();
            case BROKEN_FRAME -> client.connection().trySend(Frames.unmasked(0xFF, "broken"));
        }
        client.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
