package dev.duologue.server.faults;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.Program;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.WebSocketClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program with 64 MiB of heap, one hostile address, and a room that goes on beside it.
class SmallHeapTest {
    private static final int HOSTILE = 16;

    /// Each of the sixteen would keep 256 messages, 16 MiB, if that were let be.
    private static final int ROUNDS = 300;

    private static final byte[] SPACES =
            Frames.text(" ".repeat(65_400) + json("{'type':'control'}"));
    private static final byte[] BINDING =
            HexFormat.of().parseHex("000100002112a442000102030405060708090a0b");

    @TempDir Path folder;

    @Test
    void sixteenConnectionsThatNeverAcknowledgeLongMessagesHurtNobody() throws IOException {
        try (var program = start("--message-rate=0", "--frame-rate=0")) {
            int port = port(program);
            try (var ann = WebSocketClient.join(port, "beside");
                    var bob = WebSocketClient.join(port, "beside")) {
                ann.readText();
                List<WebSocketClient> hostile =
                        IntStream.range(0, HOSTILE)
                                .mapToObj(i -> WebSocketClient.join(port, "hostile-" + i / 2))
                                .toList();
                for (int i = 0; i < HOSTILE; i += 2) {
                    hostile.get(i).readText(); // that the other came
                }
                for (int round = 0; round < ROUNDS; round++) {
                    sayAndHear(hostile);
                    goesOn(ann, bob, round);
                }
                isWell(port);
                hostile.forEach(WebSocketClient::close);
            }
        }
    }

    @Test
    void manyMessagesThatAreNeverSentToTheirEndHurtNobody() throws IOException {
        try (var program =
                start("--connections-per-ip=0", "--connection-rate=0", "--message-size=1048576")) {
            int port = port(program);
            try (var ann = WebSocketClient.join(port, "beside");
                    var bob = WebSocketClient.join(port, "beside")) {
                ann.readText();
                byte[] megabyte = Frames.text("x".repeat(1 << 20));
                byte[] most = Arrays.copyOf(megabyte, megabyte.length - 1);
                List<WebSocketClient> hostile = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    WebSocketClient one = WebSocketClient.join(port, "hostile-" + i);
                    one.connection().trySend(most);
                    hostile.add(one);
                    goesOn(ann, bob, i);
                }
                isWell(port);
                hostile.forEach(WebSocketClient::close);
            }
        }
    }

    private Program start(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "serve",
                                "--port=0",
                                "--host=127.0.0.1",
                                "--ping-interval=1h", // on a slow machine it would come between
                                "--data-dir=" + folder));
        arguments.addAll(List.of(more));
        return Program.start(
                folder, Map.of(), List.of("-Xmx64m"), arguments.toArray(String[]::new));
    }

    private static int port(Program program) {
        Matcher port = Pattern.compile("port (\\d+)\\.").matcher(program.awaitOut("port "));
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static void sayAndHear(List<WebSocketClient> all) {
        all.forEach(one -> one.send(SPACES));
        all.forEach(WebSocketClient::readText);
    }

    private static void goesOn(WebSocketClient ann, WebSocketClient bob, int n) {
        ann.say("{'type':'control','n':" + n + "}");
        assertThat(bob.readText()).endsWith(json("'n':" + n + "}"));
    }

    private static void isWell(int port) throws IOException {
        try (var http = RawConnection.open(port);
                var udp = new DatagramSocket()) {
            http.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.readAnswer().status()).isEqualTo(200);
            udp.setSoTimeout((int) Await.PATIENCE.toMillis());
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            udp.send(new DatagramPacket(BINDING, BINDING.length, to));
            var answer = new DatagramPacket(new byte[200], 200);
            udp.receive(answer);
            assertThat(answer.getData()).startsWith(1, 1);
        }
    }
}
