package dev.duologue.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Program;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.WebSocketClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command as a person types it.
class MainTest {
    private static final Pattern PORT = Pattern.compile("listens on port (\\d+)");

    @TempDir Path folder;

    @Test
    void helpSaysWhatCanBeTyped() {
        Program.Result result = Program.run(folder, "serve", "--port=x", "--help");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("duologue serve [options]", "--port N", "(8443)");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void versionIsOneLine() {
        Program.Result result = Program.run(folder, "--version");
        assertThat(result.status()).isZero();
        assertThat(result.out()).matches("duologue \\S+\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void anUnknownCommandIsNamed() {
        Program.Result result = Program.run(folder, "server");
        assertThat(result)
                .isEqualTo(
                        new Program.Result(
                                2,
                                "",
                                "server: is not a command; must be serve, turn, doctor, --help or --version\n"));
    }

    @Test
    void everySettingThatIsWrongIsNamedAtOnce() {
        Map<String, String> environment = Map.of("DUOLOGUE_ROOM_SEATS", "0");
        try (var program =
                Program.start(
                        folder,
                        environment,
                        List.of(),
                        "serve",
                        "--porch",
                        "--port=70000",
                        "--handshake-timeout=fast",
                        "--host=localhost")) {
            assertThat(program.await())
                    .isEqualTo(
                            new Program.Result(
                                    2,
                                    "",
                                    """
                                    --porch: is not an option; see duologue --help
                                    host = localhost: must be an IP address of this computer, such as 127.0.0.1
                                    port = 70000: must be a whole number from 0 to 65535
                                    room-seats = 0: must be a whole number from 1 to 1000
                                    handshake-timeout = fast: must be a time from 100ms to 5m, such as 500ms, 10s or 2m
                                    """));
        }
    }

    @Test
    void aPortInUseIsOneSentence() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program.Result result =
                    Program.run(
                            folder,
                            "serve",
                            "--host=127.0.0.1",
                            "--port=" + taken.getLocalPort(),
                            "--data-dir=" + folder.resolve("data"));
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .isEqualTo(
                            "cannot listen on 127.0.0.1 port %d: Address already in use\n",
                            taken.getLocalPort());
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Program.Result result =
                Program.run(folder, "serve", "--port=0", "--data-dir=" + file.resolve("data"));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("cannot write to the data directory " + file.resolve("data") + ": ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Ddefault", "-Dio.netty.handler.ssl.noOpenSsl=true"})
    void itSaysWhereItListensOnceItDoesAndStopsWhenToldTo(String flag) {
        try (var program =
                Program.start(
                        folder,
                        Map.of("DUOLOGUE_PORT", "0"),
                        List.of(flag),
                        "serve",
                        "--host=127.0.0.1",
                        "--data-dir=" + folder.resolve("data"))) {
            int port = port(program.awaitOut("http://localhost:"));
            try (var page = RawConnection.open(port);
                    var secure = RawConnection.open(port).startTls();
                    var ann = WebSocketClient.open(secure, "/ws?room=r").welcomed()) {
                page.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(page.readAnswer().body()).startsWith("<!doctype html>");
                program.terminate();
                assertThat(ann.readClose()).isEqualTo(1001);
            }
            Program.Result result = program.await();
            assertThat(result.status()).isZero();
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void aProgramThatIsKilledLeavesNothingInTheTemporaryFolder() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (var program =
                Program.start(
                        folder,
                        Map.of("DUOLOGUE_PORT", "0"),
                        List.of("-Djava.io.tmpdir=" + temporary),
                        "serve",
                        "--host=127.0.0.1",
                        "--data-dir=" + folder.resolve("data"))) {
            int port = port(program.awaitOut("http://localhost:"));
            try (var page = RawConnection.open(port).startTls()) {
                page.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(page.readAnswer().status()).isEqualTo(200);
            }
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void theRelayAloneAnswersStunAndNoHttp() {
        try (var program =
                Program.start(
                        folder,
                        Map.of(),
                        List.of(),
                        "turn",
                        "--port=0",
                        "--host=127.0.0.1",
                        "--data-dir=" + folder.resolve("data"))) {
            String line = program.awaitOut("The relay listens on port ");
            int port = Integer.parseInt(line.replaceFirst("(?s).*on port (\\d+):.*", "$1"));
            byte[] binding = HexFormat.of().parseHex("000100002112a442000102030405060708090a0b");
            try (var stun = RawConnection.open(port).send(binding);
                    var http = RawConnection.open(port).send("GET / HTTP/1.1\r\n\r\n")) {
                assertThat(stun.read(2)).containsExactly(1, 1);
                assertThat(http.read()).isEqualTo(-1);
            }
        }
    }

    private static int port(String banner) {
        Matcher matcher = PORT.matcher(banner);
        assertThat(matcher.find()).as(banner).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
