package dev.duologue.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.Program;
import dev.duologue.server.testing.Program.Result;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Machines and shells that lack something: the program serves all the same, or says in one
/// sentence why not.
class EnvironmentTest {
    private static final Pattern PORT = Pattern.compile("listens on port (\\d+)");
    private static final List<String> NO_HOME = List.of("env", "-u", "HOME", "-u", "XDG_DATA_HOME");

    /// Of the JVM itself.
    private static final String JVM_WARNING = "WARNING: java.io.tmpdir directory does not exist\n";

    @TempDir Path folder;

    @Test
    void withoutHomeInTheEnvironmentItServes() {
        serves(NO_HOME, List.of());
    }

    @Test
    void aUserWithoutANameServesFromAnyDirectory() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        open(folder);
        open(data);
        serves(Sandbox.namelessUser(), List.of());
    }

    @Test
    void aUserWithoutAHomeIsToldToNameADirectory() throws IOException {
        open(folder);
        Result result = run(Sandbox.namelessUser(), List.of(), "serve", "--port=0");
        assertThat(result)
                .isEqualTo(
                        new Result(
                                2,
                                "",
                                "data-dir = : must be a folder, for this user has no home directory\n"));
    }

    @Test
    void withoutATemporaryFolderItServes() {
        serves(List.of(), List.of("-Djava.io.tmpdir=" + folder.resolve("missing")));
    }

    @Test
    void withATemporaryFolderThatRunsNothingItServes() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        serves(
                Sandbox.namespaces(
                        "mount -t tmpfs -o noexec tmpfs " + temporary + "\nip link set lo up"),
                List.of("-Djava.io.tmpdir=" + temporary));
    }

    @Test
    void onAReadOnlySystemItServesFromAWritableDataDirectory() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        serves(Sandbox.namespaces(readOnly("mount -t tmpfs tmpfs " + data)), List.of());
    }

    @Test
    void onAReadOnlySystemWithoutOneItSaysSo() {
        Result result =
                run(Sandbox.namespaces(readOnly("true")), List.of(), "serve", "--port=0", data());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "cannot write to the data directory %s: Read-only file system\n",
                        folder.resolve("data"));
    }

    @Test
    void aFullDiskIsOneSentenceAndLeavesNothingBehind() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path list = folder.resolve("list");
        // One page for the file system, and none for a file.
        String full =
                "mount -t tmpfs -o size=4k tmpfs %s\nhead -c 4096 /dev/zero > %s/filler"
                        .formatted(data, data);
        String listing = "\"$@\"; code=$?; ls -A %s > %s; exit $code".formatted(data, list);
        List<String> wrapper = new ArrayList<>(Sandbox.namespaces(full + "\nip link set lo up"));
        wrapper.addAll(List.of("sh", "-c", listing, "sh"));
        Result result = run(wrapper, List.of(), "serve", "--port=0", data());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "cannot write to the data directory %s: No space left on device\n", data);
        assertThat(Files.readAllLines(list)).containsExactlyInAnyOrder(".lock", "filler");
    }

    @ParameterizedTest
    @ValueSource(strings = {">&- 2>&- <&-", "> /dev/full"})
    void withClosedStandardStreamsItServes(String streams) throws IOException {
        List<String> wrapper = List.of("sh", "-c", "exec \"$@\" " + streams, "sh");
        int free = freePort();
        try (var program =
                Program.startIn(
                        wrapper,
                        folder,
                        Map.of(),
                        List.of(),
                        "serve",
                        "--host=127.0.0.1",
                        "--port=" + free,
                        data())) {
            Await.until("it listens", () -> listens(free));
            answers(free);
            program.terminate();
            assertThat(program.await().status()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "zz_ZZ.NONE"})
    void inEveryLocaleItServes(String locale) {
        serves(List.of("env", "LC_ALL=" + locale), List.of());
    }

    @Test
    void theLettersOfOtherLanguagesChangeNothing() {
        for (String language : List.of("tr", "ar-EG")) {
            String[] parts = language.split("-", 2);
            List<String> flags =
                    List.of(
                            "-Duser.language=" + parts[0],
                            "-Duser.country=" + (parts.length > 1 ? parts[1].substring(0, 2) : ""));
            Result result =
                    run(
                            List.of(),
                            flags,
                            "serve",
                            "--transport=NIO",
                            "--port=70000",
                            "--relay-ports=9-1");
            assertThat(result)
                    .isEqualTo(
                            new Result(
                                    2,
                                    "",
                                    """
                                    port = 70000: must be a whole number from 0 to 65535
                                    relay-ports = 9-1: must be two ports from 1024 to 65535, such as 49152-65535
                                    """));
        }
    }

    @Test
    void twoServersOnOneDataDirectoryUseTheSameKeys() throws IOException {
        try (var first = serve(List.of(), List.of());
                var second = serve(List.of(), List.of())) {
            int one = port(first.awaitOut("http://localhost:"));
            int other = port(second.awaitOut("http://localhost:"));
            assertThat(certificate(one)).isEqualTo(certificate(other));
        }
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            ".lock",
                            "session-key",
                            "turn-secret",
                            "tls-cert.pem",
                            "tls-key.pem",
                            "tls-ca-cert.pem",
                            "tls-ca-key.pem");
        }
    }

    @Test
    void withThreeHundredNetworksItServesAndNamesFew() {
        String networks =
                """
                ip link set lo up
                i=0
                while [ $i -lt 150 ]; do
                  echo link add n$i type veth peer name m$i
                  for end in n m; do
                    echo addr add 10.$end.0.$((i + 1))/32 dev $end$i
                    echo link set $end$i up
                  done
                  i=$((i + 1))
                done | sed 's/10\\.n/10.1/; s/10\\.m/10.2/' | ip -batch -\
                """;
        try (var program =
                Program.startIn(
                        Sandbox.namespaces(networks),
                        folder,
                        Map.of(),
                        List.of(),
                        "serve",
                        "--port=0",
                        data())) {
            String banner = program.awaitOut("http://localhost:");
            assertThat(port(banner)).isPositive();
            assertThat(banner.lines().filter(line -> line.contains("  network  ")).count())
                    .isBetween(1L, 8L);
            program.terminate();
            assertThat(program.await())
                    .extracting(Result::status, Result::err)
                    .containsExactly(0, "");
        }
    }

    @Test
    void withoutIpv6ItServes() {
        serves(
                Sandbox.namespaces(
                        "ip link set lo up\necho 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6"),
                List.of());
    }

    private void serves(List<String> wrapper, List<String> jvm) {
        try (var program = serve(wrapper, jvm)) {
            String banner = program.awaitOut("http://localhost:");
            assertThat(banner).contains("listens on port");
            if (!wrapper.contains("--net")) { // whose port is not ours to open
                answers(port(banner));
            }
            program.terminate();
            Result result = program.await();
            assertThat(result.status()).isZero();
            assertThat(result.err()).isIn("", JVM_WARNING);
        }
    }

    private Program serve(List<String> wrapper, List<String> jvm) {
        return Program.startIn(
                wrapper, folder, Map.of(), jvm, "serve", "--port=0", "--host=127.0.0.1", data());
    }

    private Result run(List<String> wrapper, List<String> jvm, String... arguments) {
        try (var program = Program.startIn(wrapper, folder, Map.of(), jvm, arguments)) {
            return program.await();
        }
    }

    private String data() {
        return "--data-dir=" + folder.resolve("data");
    }

    /// Everything but what the preparation mounts, and what this process writes its output to.
    private String readOnly(String preparation) {
        return "mount --make-rprivate /\nmount -o bind,ro "
                + folder
                + " "
                + folder
                + "\nmount -o remount,bind,ro "
                + folder
                + "\n"
                + preparation
                + "\nip link set lo up";
    }

    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static int port(String banner) {
        Matcher matcher = PORT.matcher(banner);
        assertThat(matcher.find()).as(banner).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static void answers(int port) {
        try (var secure = RawConnection.open(port).startTls()) {
            secure.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(secure.readAnswer().status()).isEqualTo(200);
        }
    }

    private static Object certificate(int port) {
        try (var secure = RawConnection.open(port).startTls()) {
            secure.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").readAnswer();
            return secure.certificate();
        }
    }
}
