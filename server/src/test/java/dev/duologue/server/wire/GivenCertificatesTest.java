package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.server.DuologueServer;
import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.ops.StartException;
import dev.duologue.server.testing.Certificates;
import dev.duologue.server.testing.Certificates.Pair;
import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.QuietLog;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Certificates that operators give: which are taken, how they change, what is said of the others.
class GivenCertificatesTest {
    private static final String P256 = "secp256r1";

    @TempDir Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", P256, "secp384r1", "secp521r1"})
    void whatBrowsersSpeakIsTaken(String kind) {
        Pair pair = Certificates.of(kind).writeTo(temporary, "a");
        try (var server = TestServer.start(cert("a"), key("a"))) {
            assertThat(shown(server)).isEqualTo(pair.certificate());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ed25519, browsers do not speak EdDSA; the key must be RSA of 2048 bits",
        "RSA-1024, browsers do not speak RSA of 1024 bits; the key must be RSA of 2048 bits",
        "DSA-2048, of another kind than RSA and EC on P-256",
        "secp224r1, browsers do not speak EC on secp224r1; the key must be RSA of 2048 bits",
        "secp256k1, browsers do not speak EC on secp256k1; the key must be RSA of 2048 bits",
        "brainpoolP256r1, browsers do not speak EC on brainpoolP256r1; the key must be RSA of 2048 bits"
    })
    void whatBrowsersDoNotSpeakIsRefusedInWords(String kind, String words) {
        Certificates.of(kind).writeTo(temporary, "a");
        assertThatThrownBy(() -> start(cert("a"), key("a")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("tls-cert = " + temporary.resolve("a-cert.pem"))
                .hasMessageContaining(words);
    }

    @Test
    void oneFileMayHoldTheKeyAndTheChainInAnyOrder() throws IOException {
        Pair leaf = Certificates.of(P256);
        Pair other = Certificates.of("RSA-2048");
        Path file = temporary.resolve("all.pem");
        for (String text :
                List.of(
                        leaf.key() + leaf.certificate(),
                        "Bag Attributes\n" + leaf.certificate() + other.certificate() + leaf.key(),
                        (other.certificate() + leaf.key() + leaf.certificate())
                                .replace("\n", "\r\n"))) {
            Files.writeString(file, text);
            try (var server = TestServer.start("--tls-cert=" + file);
                    var named = TestServer.start("--tls-cert=" + file, "--tls-key=" + file)) {
                assertThat(shown(server)).isEqualTo(leaf.certificate());
                assertThat(shown(named)).isEqualTo(leaf.certificate());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', there is no whole certificate",
        "garbage, there is no whole certificate",
        "'-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', certificate 1 is broken",
        "'-----BEGIN CERTIFICATE-----\nMIIB', there is no whole certificate"
    })
    void aCertificateThatIsNoneIsRefusedInWords(String text, String words) throws IOException {
        Certificates.of(P256).writeTo(temporary, "a");
        Files.writeString(temporary.resolve("a-cert.pem"), text);
        assertThatThrownBy(() -> start(cert("a"), key("a")))
                .isInstanceOf(StartException.class)
                .hasMessageEndingWith(words);
    }

    @ParameterizedTest
    @CsvSource({
        "'', there is no whole private key",
        "garbage, there is no whole private key",
        "'-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----', the key is broken",
        "'-----BEGIN PRIVATE KEY-----\nMIIB', the key is broken",
        "'-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----', the key is broken",
        "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----',"
                + " the key has a password"
    })
    void aKeyThatIsNoneIsRefusedInWords(String text, String words) throws IOException {
        Certificates.of(P256).writeTo(temporary, "a");
        Files.writeString(temporary.resolve("a-key.pem"), text);
        assertThatThrownBy(() -> start(cert("a"), key("a")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(
                        ": must be a PEM certificate chain and its private key: " + words);
    }

    @Test
    void aFolderInPlaceOfAFileIsNamed() {
        Certificates.of(P256).writeTo(temporary, "a");
        assertThatThrownBy(() -> start("--tls-cert=" + temporary, key("a")))
                .isInstanceOf(StartException.class)
                .hasMessage("cannot read " + temporary + ": not a regular file");
    }

    @Test
    void linksAsCertbotMakesThemAreFollowedWhenTheyChange() throws IOException {
        Path archive = Files.createDirectory(temporary.resolve("archive"));
        Certificates.of(P256).writeTo(archive, "1");
        Pair second = Certificates.of(P256).writeTo(archive, "2");
        // As old and as long as the first: only the content tells.
        FileTime time = FileTime.from(Instant.EPOCH);
        try (var files = Files.list(archive)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
        link("1");
        try (var server = TestServer.start(cert("live"), key("live"))) {
            link("2");
            server.server().refreshTls();
            assertThat(shown(server)).isEqualTo(second.certificate());
        }
    }

    @Test
    void aSwapInTwoStepsIsNotSeenHalfDone() {
        Pair first = Certificates.of(P256).writeTo(temporary, "a");
        Pair second = Certificates.of("RSA-2048");
        try (var server = TestServer.start(cert("a"), key("a"))) {
            new Pair(second.certificate(), first.key()).writeTo(temporary, "a");
            server.server().refreshTls();
            assertThat(shown(server)).isEqualTo(first.certificate());
            second.writeTo(temporary, "a");
            server.server().refreshTls();
            assertThat(shown(server)).isEqualTo(second.certificate());
        }
    }

    @Test
    void aSwapThatStaysHalfDoneIsSaidOnce() {
        Pair first = Certificates.of(P256).writeTo(temporary, "a");
        try (var server = TestServer.start(cert("a"), key("a"))) {
            new Pair(Certificates.of(P256).certificate(), first.key()).writeTo(temporary, "a");
            for (int look = 0; look < 4; look++) {
                server.server().refreshTls();
            }
            assertThat(shown(server)).isEqualTo(first.certificate());
            assertThat(QuietLog.takeWarning()).endsWith("the key is another certificate's");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-20, -10, the TLS certificate expired at",
        "10, 20, the TLS certificate is not valid before",
        "-20, 10, the TLS certificate expires at"
    })
    void datesThatBrowsersRefuseAreSaidAtTheStart(int start, int end, String words) {
        Certificates.of(P256, inDays(start), inDays(end)).writeTo(temporary, "a");
        try (var server = TestServer.start(cert("a"), key("a"))) {
            assertThat(QuietLog.takeWarning()).contains(words);
            server.server().refreshTls(); // and not again
            assertThat(shown(server)).contains("BEGIN CERTIFICATE");
        }
    }

    @Test
    void browsersAreToldToUseHttpsAloneUnderAGivenCertificate() {
        Certificates.of(P256).writeTo(temporary, "a");
        try (var given = TestServer.start(cert("a"), key("a"));
                var not = TestServer.start(cert("a"), key("a"), "--hsts-days=0");
                var own = TestServer.start()) {
            assertThat(transportSecurity(given, "example.org:8443")).isEqualTo("max-age=15552000");
            assertThat(transportSecurity(given, "localhost:8443")).isNull();
            assertThat(transportSecurity(given, "192.0.2.1")).isNull();
            assertThat(transportSecurity(given, "[2001:db8::1]")).isNull();
            assertThat(transportSecurity(not, "example.org")).isNull();
            assertThat(transportSecurity(own, "example.org")).isNull();
            try (var plain = RawConnection.open(given.port())) {
                assertThat(get(plain, "example.org").header("strict-transport-security")).isNull();
            }
        }
    }

    private static @Nullable String transportSecurity(TestServer server, String host) {
        try (var connection = RawConnection.open(server.port()).startTls()) {
            return get(connection, host).header("strict-transport-security");
        }
    }

    private static HttpAnswer get(RawConnection connection, String host) {
        return connection.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").readAnswer();
    }

    private static String shown(TestServer server) {
        try (var connection = RawConnection.open(server.port()).startTls()) {
            get(connection, "a");
            String base64 =
                    Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(connection.certificate().getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void start(String... options) throws Exception {
        List<String> all = List.of("--port=0", "--host=127.0.0.1", options[0], options[1]);
        DuologueServer.start(ConfigLoader.load(all, Map.of())).close();
    }

    /// As `live/` points into `archive/`.
    private void link(String version) throws IOException {
        for (String file : List.of("cert", "key")) {
            Path link = temporary.resolve("live-" + file + ".pem");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of("archive", version + "-" + file + ".pem"));
        }
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private String cert(String name) {
        return "--tls-cert=" + temporary.resolve(name + "-cert.pem");
    }

    private String key(String name) {
        return "--tls-key=" + temporary.resolve(name + "-key.pem");
    }
}
