package dev.duologue.server.testing;

import dev.duologue.server.DuologueServer;
import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.ops.Counters.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/// A running server on a free port of loopback, with options as on the command line.
public final class TestServer implements AutoCloseable {
    /// One certificate for all tests that do not look at it.
    private static final Path DATA = temporaryFolder();

    private final DuologueServer server;

    private TestServer(DuologueServer server) {
        this.server = server;
    }

    /// Starts one; later options overrule earlier ones.
    public static TestServer start(String... options) {
        List<String> all = new ArrayList<>();
        all.add("--port=0");
        all.add("--host=127.0.0.1");
        all.add("--data-dir=" + DATA);
        all.add("--no-turn"); // most tests are not about the relay,
        all.add("--resume-window=0"); // nor about who comes back
        all.addAll(List.of(options));
        try {
            return new TestServer(DuologueServer.start(ConfigLoader.load(all, Map.of())));
        } catch (Exception e) {
            throw new AssertionError("the server does not start", e);
        }
    }

    /// Where it listens.
    public int port() {
        return server.port();
    }

    /// The server itself.
    public DuologueServer server() {
        return server;
    }

    /// Waits until it has counted this many.
    public void awaitCount(Count what, long count) {
        Await.until(what + " = " + count, () -> server.counters().get(what) >= count);
        Assertions.assertThat(server.counters().get(what)).as(what.name()).isEqualTo(count);
    }

    /// Waits until this many rooms have somebody in them.
    public void awaitRooms(int count) {
        Await.until("rooms = " + count, () -> server.roomCount() == count);
    }

    @Override
    public void close() {
        server.close();
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("duologue-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
