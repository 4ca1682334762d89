package dev.duologue.server.wire;

import static dev.duologue.server.testing.Frames.MORE;
import static dev.duologue.server.testing.Frames.PONG;
import static dev.duologue.server.testing.Frames.close;
import static dev.duologue.server.testing.Frames.frame;
import static dev.duologue.server.testing.Frames.join;
import static dev.duologue.server.testing.Frames.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;

/// What the cases of the Autobahn test suite for WebSocket servers are made of. It wants an echo:
/// here a message comes to the other member of the room, and one that is no message of the protocol
/// (binary, empty, longer than a message may be) costs an error and not the connection.
abstract class AutobahnCases {
    static final String HELLO = message("Hello, world!");
    static final int MAX_MESSAGE = 1 << 20;

    private static TestServer server;
    private static int rooms;

    final List<DynamicTest> cases = new ArrayList<>();

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        "--message-size=" + MAX_MESSAGE, "--message-rate=0", "--frame-rate=0");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// What a case leads to, in its order.
    sealed interface Outcome {
        /// A message comes to the other member.
        record Passed(String message) implements Outcome {}

        /// The sender is told that it was no message.
        record Refused(String code) implements Outcome {}

        record Pong(String data) implements Outcome {}

        /// The server closes, and nothing follows.
        record Closed(int code) implements Outcome {}
    }

    final void add(String id, List<Outcome> outcomes, byte[]... pieces) {
        cases.add(dynamicTest(id, () -> play(outcomes, pieces)));
    }

    private static void play(List<Outcome> outcomes, byte[]... pieces) {
        inRoom((ann, bob) -> {
            for (byte[] piece : pieces) {
                ann.connection().trySend(piece); // the server may have closed by then
            }
            outcomes.forEach(outcome -> expect(outcome, ann, bob));
            if (outcomes.isEmpty() || !(outcomes.getLast() instanceof Outcome.Closed)) {
                ann.heardNothing().send(close(1000, ""));
                expect(closed(1000), ann, bob);
            }
        });
    }

    static void expect(Outcome outcome, WebSocketClient ann, WebSocketClient bob) {
        switch (outcome) {
            case Outcome.Passed(var message) ->
                    assertThat(bob.readText()).endsWith(message.substring(1));
            case Outcome.Refused(var code) -> assertThat(ann.readText()).contains('"' + code + '"');
            case Outcome.Pong(var data) ->
                    assertThat(ann.read()).isEqualTo(new WebSocketClient.Received(PONG, data));
            case Outcome.Closed(var code) -> {
                assertThat(ann.readClose()).isEqualTo(code);
                ann.connection().trySend(close(1000, ""));
                assertThat(ann.connection().readToEnd()).isEmpty();
            }
        }
    }

    static Outcome passed(String message) {
        return new Outcome.Passed(message);
    }

    static Outcome passed(byte[] message) {
        return passed(new String(message, UTF_8));
    }

    static Outcome notJson() {
        return new Outcome.Refused("not-json");
    }

    static Outcome notText() {
        return new Outcome.Refused("not-text");
    }

    static Outcome tooLarge() {
        return new Outcome.Refused("too-large");
    }

    static Outcome pong(String data) {
        return new Outcome.Pong(data);
    }

    static Outcome closed(int code) {
        return new Outcome.Closed(code);
    }

    /// A message with a text in it that needs no escaping.
    static String message(String text) {
        return WebSocketClient.json("{'type':'control','x':'" + text + "'}");
    }

    /// The same bytes in pieces of `size`.
    static byte[][] chops(int size, byte[]... frames) {
        byte[] all = join(frames);
        return IntStream.iterate(0, from -> from < all.length, from -> from + size)
                .mapToObj(from -> Arrays.copyOfRange(all, from, Math.min(all.length, from + size)))
                .toArray(byte[][]::new);
    }

    /// A message in fragments of `size`.
    static byte[] fragments(int first, byte[] text, int size) {
        byte[][] pieces = chops(size, text);
        byte[][] frames = new byte[pieces.length][];
        for (int i = 0; i < pieces.length; i++) {
            int fin = i == pieces.length - 1 ? 0x80 : 0;
            frames[i] = frame((i == 0 ? first : MORE) | fin, pieces[i]);
        }
        return join(frames);
    }

    /// Two members of a room of their own.
    static void inRoom(BiConsumer<WebSocketClient, WebSocketClient> talk) {
        String room = "r" + rooms++;
        try (var ann = WebSocketClient.join(server.port(), room);
                var bob = WebSocketClient.join(server.port(), room)) {
            ann.readText();
            talk.accept(ann, bob);
        }
    }
}
