package dev.duologue.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.server.config.ServerConfig.TlsFiles;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    @TempDir Path folder;

    @Test
    void withoutAnySettingTheDefaultsHold() throws ConfigException {
        ServerConfig config = load();
        assertThat(config.host()).isEmpty();
        assertThat(config.port()).isEqualTo(8443);
        assertThat(config.webDir()).isEmpty();
        assertThat(config.tlsFiles()).isEmpty();
        assertThat(config.insecureHttp()).isFalse();
        assertThat(config.allowedOrigins()).isEmpty();
        assertThat(config.trustedProxies()).isEmpty();
        assertThat(config.transport()).isEqualTo(TransportChoice.AUTO);
        assertThat(config.dataDir()).isAbsolute().hasFileName("duologue");
        assertThat(config.limits())
                .isEqualTo(
                        new ServerConfig.Limits(
                                2,
                                65_536,
                                100,
                                2000,
                                256,
                                1 << 20,
                                100,
                                100,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(15),
                                2,
                                Duration.ofSeconds(30)));
        assertThat(config.memory()).isEqualTo(new ServerConfig.Memory(64, 262_144, 25));
    }

    @Test
    void theShareOfTheHeapIsWhatClientsMayHoldTogether() throws ConfigException {
        assertThat(load("--memory-share=50").memory().budgetOf(64_000_000)).isEqualTo(32_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "port, 0, 65535",
        "room-seats, 1, 1000",
        "message-size, 1024, 1048576",
        "message-rate, 0, 1000000",
        "frame-rate, 0, 1000000",
        "outbox-messages, 16, 65536",
        "outbox-bytes, 65536, 1073741824",
        "kept-messages, 1, 65536",
        "kept-bytes, 1024, 1073741824",
        "memory-share, 1, 75",
        "connections-per-ip, 0, 1000000",
        "connection-rate, 0, 1000000",
        "ping-misses, 1, 100"
    })
    void aNumberIsTakenWithinItsRangeAndRefusedOutsideNamingTheRule(
            String name, long least, long most) throws ConfigException {
        load("--" + name + "=" + least);
        load("--" + name, Long.toString(most));
        for (String wrong :
                List.of(
                        Long.toString(least - 1),
                        Long.toString(most + 1),
                        "",
                        "x",
                        "1.5",
                        "0x10",
                        "1 0",
                        "99999999999999999999")) {
            assertThatThrownBy(() -> load("--" + name + "=" + wrong))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(
                            "%s = %s: must be a whole number from %d to %d",
                            name, wrong, least, most);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "handshake-timeout, 100ms, 5m, 99ms, 301s",
        "ping-interval, 100ms, 1h, 0, 61m",
        "resume-window, 0s, 10m, -1ms, 601s"
    })
    void aTimeIsTakenWithinItsRangeAndRefusedOutsideNamingTheRule(
            String name, String least, String most, String less, String more)
            throws ConfigException {
        load("--" + name + "=" + least);
        load("--" + name + "=" + most);
        for (String wrong :
                List.of(
                        less,
                        more,
                        "",
                        "10",
                        "s",
                        "-1s",
                        "1.5s",
                        "1 s",
                        "1d",
                        "1S",
                        "9999999999s")) {
            assertThatThrownBy(() -> load("--" + name + "=" + wrong))
                    .hasMessage(
                            "%s = %s: must be a time from %s to %s, such as 500ms, 10s or 2m",
                            name, wrong, least, most);
        }
    }

    @ParameterizedTest
    @CsvSource({"150ms, 150", "2s, 2000", "2m, 120000", "0, 0"})
    void aTimeHasAUnitUnlessItIsNone(String text, long millis) throws ConfigException {
        assertThat(load("--resume-window=" + text).limits().resumeWindow())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    host          | localhost            | an IP address of this computer, such as 127.0.0.1
                    host          | 1.2.3                | an IP address of this computer, such as 127.0.0.1
                    host          | 1.2.3.4:80           | an IP address of this computer, such as 127.0.0.1
                    data-dir      | ''                   | a folder
                    web-dir       | /nowhere             | the folder of the page's sources, with index.html in it
                    insecure-http | yes                  | true or false
                    insecure-http | TRUE                 | true or false
                    transport     | kqueue               | one of auto, io_uring, epoll, nio
                    transport     | ''                   | one of auto, io_uring, epoll, nio
                    trusted-proxy | 10.0.0.0/33          | an IP address or a block such as 10.0.0.0/8, or several with commas
                    trusted-proxy | 10.0.0.1,proxy       | an IP address or a block such as 10.0.0.0/8, or several with commas
                    allow-origin  | example.org          | an origin such as https://example.org, or several with commas
                    allow-origin  | https://example.org/ | an origin such as https://example.org, or several with commas
                    allow-origin  | https://a@b.example  | an origin such as https://example.org, or several with commas
                    allow-origin  | https://b.example?x  | an origin such as https://example.org, or several with commas
                    allow-origin  | ftp://example.org    | an origin such as https://example.org, or several with commas
                    allow-origin  | *                    | an origin such as https://example.org, or several with commas
                    allow-origin  | null                 | an origin such as https://example.org, or several with commas
                    allow-origin  | https://             | an origin such as https://example.org, or several with commas
                    config        | /no/such/file        | a properties file that can be read
                    """)
    void anyOtherValueIsRefusedNamingTheRule(String name, String wrong, String rule) {
        assertThatThrownBy(() -> load("--" + name + "=" + wrong))
                .hasMessage("%s = %s: must be %s", name, wrong, rule);
    }

    @Test
    void valuesOfEveryKindAreTaken() throws ConfigException {
        ServerConfig config =
                load(
                        "--host",
                        "::1",
                        "--data-dir=/a b",
                        "--insecure-http",
                        "--transport=NIO",
                        "--tls-cert=c.pem",
                        "--tls-key=k.pem");
        assertThat(config.host()).contains(NetUtil.LOCALHOST6);
        assertThat(config.dataDir()).isEqualTo(Path.of("/a b"));
        assertThat(config.insecureHttp()).isTrue();
        assertThat(load("--insecure-http=false").insecureHttp()).isFalse();
        assertThat(config.transport()).isEqualTo(TransportChoice.NIO);
        assertThat(config.tlsFiles())
                .isEqualTo(
                        Optional.of(new ServerConfig.TlsFiles(Path.of("c.pem"), Path.of("k.pem"))));
    }

    @Test
    void listsGrowWithCommasAndWhenGivenAgain() throws ConfigException {
        ServerConfig config =
                load(
                        "--allow-origin=https://A.example, http://b.example:81",
                        "--trusted-proxy=10.0.0.1",
                        "--allow-origin",
                        "https://c.example",
                        "--trusted-proxy=10.0.0.2,,");
        assertThat(config.allowedOrigins())
                .containsExactlyInAnyOrder(
                        "https://a.example", "http://b.example:81", "https://c.example");
        assertThat(config.trustedProxies()).hasSize(2);
    }

    @Test
    void anythingElseGivenAgainTakesTheLast() throws ConfigException {
        assertThat(load("--port=1", "--port=x", "--port=2").port()).isEqualTo(2);
    }

    @Test
    void theCommandLineCountsOverTheEnvironmentOverTheFileOverTheDefault() throws Exception {
        String file =
                file(
                        """
                        port = 1
                        room-seats = 11
                        message-size: 1111
                        allow-origin = https://f.example
                        """);
        Map<String, String> environment =
                Map.of(
                        "DUOLOGUE_CONFIG", file,
                        "DUOLOGUE_PORT", "2",
                        "DUOLOGUE_ROOM_SEATS", " 22 ",
                        "DUOLOGUE_ALLOW_ORIGIN", "https://e.example",
                        "UNRELATED", "x");
        ServerConfig config = ConfigLoader.load(List.of("--port", "3"), environment);
        assertThat(config.port()).isEqualTo(3);
        assertThat(config.limits().roomSeats()).isEqualTo(22);
        assertThat(config.limits().messageSize()).isEqualTo(1111);
        assertThat(config.limits().messageRate()).isEqualTo(100);
        assertThat(config.allowedOrigins()).containsExactly("https://e.example");
    }

    @Test
    void aFileNamedOnTheCommandLineCountsInsteadOfTheEnvironments() throws Exception {
        String file = file("port = 1");
        assertThat(
                        ConfigLoader.load(
                                        List.of("--config", file),
                                        Map.of("DUOLOGUE_CONFIG", "/no/such/file"))
                                .port())
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongInAFileIsNamed() throws IOException {
        String file = file("port = x\nporch = 1\n--port = 2");
        assertThatThrownBy(() -> load("--config=" + file))
                .hasMessageContaining(
                        "porch in " + file + ": is not a setting; see duologue --help")
                .hasMessageContaining(
                        "--port in " + file + ": is not a setting; see duologue --help")
                .hasMessageContaining("port = x: must be a whole number from 0 to 65535");
    }

    @Test
    void unknownOptionsAndMissingValuesAreNamed() {
        assertThatThrownBy(() -> load("--porch", "serve", "-p", "--ping-misses"))
                .hasMessage(
                        String.join(
                                System.lineSeparator(),
                                "--porch: is not an option; see duologue --help",
                                "serve: is not an option; see duologue --help",
                                "-p: is not an option; see duologue --help",
                                "--ping-misses: must be followed by a whole number from 1 to 100"));
    }

    @Test
    void aCertificateAndItsKeyBelongTogether() throws ConfigException {
        assertThat(load("--tls-cert=both.pem").tlsFiles())
                .contains(new TlsFiles(Path.of("both.pem"), Path.of("both.pem")));
        assertThatThrownBy(() -> load("--tls-key=k.pem"))
                .hasMessage("tls-cert = : must be a PEM file, which tls-key needs");
    }

    @Test
    void theHelpNamesEverySettingWithItsDefault() {
        for (Setting<?> setting : Settings.ALL) {
            assertThat(Help.text()).contains("  --" + setting.name() + " ", setting.help());
            assertThat(setting.variable())
                    .isEqualTo(
                            "DUOLOGUE_"
                                    + setting.name().toUpperCase(Locale.ROOT).replace('-', '_'));
            if (!setting.isSwitch()) {
                assertThat(Help.text()).contains(setting.fallback());
            }
        }
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("duologue.properties"), text).toString();
    }

    private static ServerConfig load(String... arguments) throws ConfigException {
        return ConfigLoader.load(List.of(arguments), Map.of());
    }
}
