package dev.duologue.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.doctor.Finding;
import dev.duologue.server.doctor.Finding.Grade;
import dev.duologue.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir Path folder;

    @Test
    void aServerThatRunsIsAsked() throws Exception {
        try (var server = TestServer.start("--no-turn=false")) {
            List<Finding> findings = examine("--port=" + server.port());
            assertThat(sentences(findings))
                    .contains(
                            "Something listens on port " + server.port() + " already; it is asked.",
                            "Port "
                                    + server.port()
                                    + " is reached from this computer over TCP and UDP.",
                            "The certificate is this computer's own: each browser asks once.");
            assertThat(findings).extracting(Finding::grade).doesNotContain(Grade.BAD);
        }
    }

    @Test
    void whereNoneRunsOneIsRunForTheMoment() throws Exception {
        List<Finding> findings = examine("--port=0");
        assertThat(sentences(findings))
                .anyMatch(text -> text.matches("The server starts, and listens on port \\d+\\."))
                .anyMatch(text -> text.matches("Port \\d+ is reached from this .*TCP and UDP\\."));
    }

    @Test
    void anotherProgramOnThePortIsFound() throws Exception {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnEverybody(other));
            List<Finding> findings = examine("--port=" + other.getLocalPort());
            assertThat(findings)
                    .contains(
                            Finding.bad(
                                    "Port "
                                            + other.getLocalPort()
                                            + " is not reached from this computer over UDP.",
                                    "Another program may have the port."),
                            Finding.bad(
                                    "There is no TLS on the port.",
                                    "Another program has it: stop that, or take another with --port."));
        }
    }

    @Test
    void whyAServerDoesNotStartIsSaid() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        List<Finding> findings = examine("--port=0", "--data-dir=" + file.resolve("data"));
        assertThat(findings.getFirst().grade()).isEqualTo(Grade.BAD);
        assertThat(findings.getFirst().sentence()).startsWith("The server does not start: ");
        assertThat(findings.getFirst().advice()).isNotEmpty();
    }

    @Test
    void aNameThatLeadsNowhereIsFound() throws Exception {
        assertThat(examine("--port=0", "--public-host=nowhere.invalid"))
                .contains(
                        Finding.bad(
                                "The name nowhere.invalid leads nowhere.",
                                "Add A and AAAA records for it, or correct --public-host."),
                        Finding.bad(
                                "The certificate is not for nowhere.invalid.",
                                "Behind a name of your own, get a certificate for it (tls-cert, tls-key)."));
    }

    @Test
    void aPublicPortThatIsNotForwardedIsFound() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        List<Finding> findings = examine("--port=0", "--public-host=127.0.0.1:" + free);
        assertThat(findings)
                .anyMatch(found ->
                        found.grade() == Grade.WARN
                                && found.sentence()
                                        .equals(
                                                "Port "
                                                        + free
                                                        + " is not reached from its public side at"
                                                        + " 127.0.0.1 over TCP and UDP."));
    }

    private static void hangUpOnEverybody(ServerSocket other) {
        try {
            while (true) {
                other.accept().close();
            }
        } catch (IOException _) {
            // the test is over
        }
    }

    private List<Finding> examine(String... options) throws Exception {
        List<String> all = new ArrayList<>();
        all.add("--host=127.0.0.1");
        all.add("--data-dir=" + folder.resolve("data"));
        all.addAll(List.of(options));
        return new Doctor(ConfigLoader.load(all, Map.of())).examine();
    }

    private static List<String> sentences(List<Finding> findings) {
        return findings.stream().map(Finding::sentence).toList();
    }
}
