package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// TCP may cut what is sent anywhere.
class SplitsTest {
    @Test
    void aHandshakeAndFramesByteByByteAreUnderstood() {
        byte[] all =
                Frames.join(
                        WebSocketClient.request("/ws?room=r").getBytes(ISO_8859_1),
                        Frames.text(json("{'type':'ping'}")),
                        Frames.frame(Frames.TEXT_START, json("{'type':")),
                        Frames.frame(Frames.PING, "between"),
                        Frames.frame(Frames.LAST, json("'ping','x':'" + "x".repeat(200) + "'}")),
                        Frames.frame(Frames.BINARY, "abc"));
        try (var server = TestServer.start();
                var connection = RawConnection.open(server.port())) {
            for (byte one : all) {
                connection.send(one);
            }
            assertThat(connection.readHead().status()).isEqualTo(101);
            var ann = WebSocketClient.opened(connection);
            assertThat(textsAndPongs(ann, 5))
                    .containsExactlyInAnyOrder("welcome", "pong", "between", "pong", "not-text");
            connection.send(Frames.close(1000, ""));
            assertThat(ann.readClose()).isEqualTo(1000);
        }
    }

    @Test
    void anHttpRequestByteByByteIsAnswered() {
        try (var server = TestServer.start();
                var connection = RawConnection.open(server.port())) {
            for (char one :
                    "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nxx"
                            .toCharArray()) {
                connection.send((byte) one);
            }
            assertThat(connection.readAnswer().status()).isEqualTo(405);
        }
    }

    /// What is in the next frames, in short. Control frames overtake text.
    private static List<String> textsAndPongs(WebSocketClient ann, int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(ann.read().payload().replaceAll(".*\"(welcome|pong|not-text)\".*", "$1"));
        }
        return all;
    }
}
