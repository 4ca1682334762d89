package dev.duologue.server.faults;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Program;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.RelayedClient;
import dev.duologue.server.testing.Sandbox;
import dev.duologue.server.testing.WebSocketClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program with 256 descriptors, and a room that goes on while they are used up.
class FewDescriptorsTest {
    private static final String NO_ACCEPT = "accepting a connection failed";

    @TempDir Path folder;

    @Test
    void connectionsThatDoNothingLeaveRoomForCalls() throws IOException {
        try (var program = start("--connections-per-ip=0", "--connection-rate=0")) {
            int port = port(program);
            try (var ann = WebSocketClient.join(port, "r");
                    var bob = WebSocketClient.join(port, "r")) {
                ann.readText();
                List<RawConnection> idle = new ArrayList<>();
                for (int i = 0; i < 400; i++) {
                    idle.add(RawConnection.open(port));
                }
                assertThat(idle.subList(0, 300)).allMatch(one -> one.read() == -1); // closed
                goesOn(ann, bob);
                try (var cleo = WebSocketClient.join(port, "s");
                        var dan = WebSocketClient.join(port, "s");
                        var _ = RelayedClient.allocate(port, data())) {
                    cleo.readText();
                    goesOn(cleo, dan);
                    isWell(port);
                }
                idle.forEach(RawConnection::close);
            }
            assertThat(program.awaitErr("")).doesNotContain(NO_ACCEPT);
        }
    }

    @Test
    void withoutADescriptorLeftCallsGoOnAndThatIsLoggedOnce() throws IOException {
        try (var program = start("--relay=open", "--turn-quota=0")) {
            int port = port(program);
            try (var ann = WebSocketClient.join(port, "r");
                    var bob = WebSocketClient.join(port, "r");
                    var last = RawConnection.open(port)) {
                ann.readText();
                // Once before: classes that lie in folders take a descriptor when they are loaded.
                goesOn(ann, bob);
                ask(last, "/nothing");
                List<RelayedClient> relayed = useUp(port);
                try (var waiting = RawConnection.open(port);
                        var alsoWaiting = RawConnection.open(port)) {
                    program.awaitErr(NO_ACCEPT);
                    goesOn(ann, bob);
                    last.reset(); // which leaves one descriptor
                    assertThat(ask(waiting, "/nothing")).isEqualTo(404);
                    waiting.reset();
                    assertThat(ask(alsoWaiting, "/nothing")).isEqualTo(404);
                }
                assertThat(program.awaitErr(NO_ACCEPT)).containsOnlyOnce(NO_ACCEPT);
                relayed.forEach(RelayedClient::close);
            }
        }
    }

    private List<RelayedClient> useUp(int port) throws IOException {
        List<RelayedClient> all = new ArrayList<>();
        Optional<RelayedClient> next = RelayedClient.allocateOverUdp(port, data());
        while (next.isPresent()) {
            all.add(next.get());
            next = RelayedClient.allocateOverUdp(port, data());
        }
        assertThat(all).hasSizeBetween(20, 256);
        return all;
    }

    private Program start(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "serve",
                                "--port=0",
                                "--host=127.0.0.1",
                                "--ping-interval=1h",
                                "--data-dir=" + data()));
        arguments.addAll(List.of(more));
        return Program.startIn(
                Sandbox.shell("ulimit -n 256"),
                folder,
                Map.of(),
                List.of(),
                arguments.toArray(String[]::new));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static int port(Program program) {
        Matcher port = Pattern.compile("port (\\d+)\\.").matcher(program.awaitOut("port "));
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static void goesOn(WebSocketClient one, WebSocketClient other) {
        one.say("{'type':'control','n':1}");
        assertThat(other.readText()).endsWith(json("'n':1}"));
    }

    private static void isWell(int port) {
        try (var http = RawConnection.open(port)) {
            assertThat(ask(http, "/healthz")).isEqualTo(200);
        }
    }

    private static int ask(RawConnection connection, String path) {
        return connection
                .send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .readAnswer()
                .status();
    }
}
