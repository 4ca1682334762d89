package dev.duologue.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.RelayedClient;
import dev.duologue.server.testing.Sandbox;
import dev.duologue.server.testing.ServingProgram;
import dev.duologue.server.testing.WebSocketClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program with 256 descriptors, and a room that goes on while they are used up.
class FewDescriptorsTest {
    private static final String NO_ACCEPT = "accepting a connection failed";

    @TempDir Path folder;

    @Test
    void connectionsThatDoNothingLeaveRoomForCalls() throws IOException {
        try (var program = start("--connections-per-ip=0")) {
            int port = program.port();
            try (var ann = WebSocketClient.join(port, "r");
                    var bob = WebSocketClient.join(port, "r")) {
                ann.readText();
                List<RawConnection> idle = new ArrayList<>();
                for (int i = 0; i < 400; i++) {
                    idle.add(RawConnection.open(port));
                }
                assertThat(idle.subList(0, 300)).allMatch(one -> one.read() == -1); // closed
                ann.reaches(bob);
                try (var cleo = WebSocketClient.join(port, "s");
                        var dan = WebSocketClient.join(port, "s");
                        var _ = RelayedClient.allocate(port, data())) {
                    cleo.readText();
                    cleo.reaches(dan);
                    assertThat(program.status("/healthz")).isEqualTo(200);
                }
                idle.forEach(RawConnection::close);
            }
            assertThat(program.awaitErr("")).doesNotContain(NO_ACCEPT);
        }
    }

    @Test
    void withoutADescriptorLeftCallsGoOnAndThatIsLoggedOnce() throws IOException {
        try (var program = start("--relay=open", "--turn-quota=0")) {
            int port = program.port();
            try (var ann = WebSocketClient.join(port, "r");
                    var bob = WebSocketClient.join(port, "r");
                    var last = RawConnection.open(port)) {
                ann.readText();
                // Once before: classes that lie in folders take a descriptor when they are loaded.
                ann.reaches(bob);
                last.status("/nothing");
                List<RelayedClient> relayed = useUp(port);
                try (var waiting = RawConnection.open(port);
                        var alsoWaiting = RawConnection.open(port)) {
                    program.awaitErr(NO_ACCEPT);
                    ann.reaches(bob);
                    last.reset(); // which leaves one descriptor
                    assertThat(waiting.status("/nothing")).isEqualTo(404);
                    waiting.reset();
                    assertThat(alsoWaiting.status("/nothing")).isEqualTo(404);
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

    private ServingProgram start(String... options) {
        return ServingProgram.start(Sandbox.shell("ulimit -n 256"), folder, List.of(), options);
    }

    private Path data() {
        return folder.resolve("data");
    }
}
