package dev.duologue.server.faults;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.ServingProgram;
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
            int port = program.port();
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
                    ann.reaches(bob);
                }
                isWell(program);
                hostile.forEach(WebSocketClient::close);
            }
        }
    }

    @Test
    void manyMessagesThatAreNeverSentToTheirEndHurtNobody() throws IOException {
        try (var program = start("--connections-per-ip=0", "--message-size=1048576")) {
            int port = program.port();
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
                    ann.reaches(bob);
                }
                isWell(program);
                hostile.forEach(WebSocketClient::close);
            }
        }
    }

    private ServingProgram start(String... options) {
        return ServingProgram.start(List.of(), folder, List.of("-Xmx64m"), options);
    }

    private static void sayAndHear(List<WebSocketClient> all) {
        all.forEach(one -> one.send(SPACES));
        all.forEach(WebSocketClient::readText);
    }

    private static void isWell(ServingProgram program) throws IOException {
        assertThat(program.status("/healthz")).isEqualTo(200);
        try (var udp = new DatagramSocket()) {
            udp.setSoTimeout((int) Await.PATIENCE.toMillis());
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), program.port());
            udp.send(new DatagramPacket(BINDING, BINDING.length, to));
            var answer = new DatagramPacket(new byte[200], 200);
            udp.receive(answer);
            assertThat(answer.getData()).startsWith(1, 1);
        }
    }
}
