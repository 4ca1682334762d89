package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.server.DuologueServer;
import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.ops.StartException;
import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.QuietLog;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The certificate of a running server: made, kept, given, changed under it.
class TlsTest {
    private static final String GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir Path temporary;

    @Test
    void pagesAndWebSocketsWorkOverTls() {
        try (var server = TestServer.start();
                var page = RawConnection.open(server.port()).startTls()) {
            assertThat(page.send(GET).readAnswer().status()).isEqualTo(200);
            try (var ann = join(server);
                    var bob = join(server)) {
                assertThat(ann.readText()).contains("user-joined");
                bob.say("{'type':'control','x':'" + "x".repeat(40_000) + "'}");
                assertThat(ann.readText()).contains(json("'from':'" + bob.id() + "'"));
                bob.send(Frames.close(1000, ""));
                assertThat(ann.readText()).contains("user-left");
            }
        }
    }

    @Test
    void theCertificateIsKeptFromOneStartToTheNext() {
        String data = "--data-dir=" + temporary.resolve("data");
        X509Certificate first;
        try (var server = TestServer.start(data)) {
            first = shown(server);
        }
        try (var server = TestServer.start(data)) {
            assertThat(shown(server)).isEqualTo(first);
        }
    }

    @Test
    void aGivenCertificateIsShown() throws Exception {
        make("given");
        try (var server = TestServer.start(cert(), key())) {
            assertThat(shown(server)).isEqualTo(inForce());
        }
    }

    @Test
    void aChangedCertificateIsShownToNewConnectionsAndOldOnesGoOn() throws Exception {
        make("first");
        try (var server = TestServer.start(cert(), key());
                var ann = join(server)) {
            X509Certificate first = shown(server);
            make("second");
            server.server().refreshTls();
            assertThat(shown(server)).isEqualTo(inForce()).isNotEqualTo(first);
            ann.heardNothing();
        }
    }

    @Test
    void filesThatBreakLeaveTheOldCertificateInForce() throws Exception {
        make("first");
        try (var server = TestServer.start(cert(), key())) {
            X509Certificate first = shown(server);
            Files.writeString(temporary.resolve("cert.pem"), "half a certif");
            server.server().refreshTls();
            server.server().refreshTls();
            assertThat(shown(server)).isEqualTo(first);
            assertThat(QuietLog.takeWarning())
                    .contains("the old TLS certificate stays: tls-cert =");
            Files.delete(temporary.resolve("cert.pem"));
            server.server().refreshTls();
            server.server().refreshTls();
            assertThat(shown(server)).isEqualTo(first);
            assertThat(QuietLog.takeWarning())
                    .endsWith(
                            "the old TLS certificate stays: cannot read "
                                    + temporary.resolve("cert.pem")
                                    + ": no such file");
            make("second");
            server.server().refreshTls();
            assertThat(shown(server)).isEqualTo(inForce()).isNotEqualTo(first);
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedAtTheStart() throws Exception {
        make("other");
        Files.copy(temporary.resolve("key.pem"), temporary.resolve("other-key.pem"));
        make("own");
        assertThatThrownBy(() -> start(cert(), "--tls-key=" + temporary.resolve("other-key.pem")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(
                        "tls-cert = %s, tls-key = %s: must be a PEM certificate chain and its"
                                + " private key: the key is another certificate's",
                        temporary.resolve("cert.pem"), temporary.resolve("other-key.pem"));
    }

    @Test
    void filesThatAreNotThereAreNamedAtTheStart() {
        assertThatThrownBy(() -> start(cert(), key()))
                .isInstanceOf(StartException.class)
                .hasMessage("cannot read " + temporary.resolve("cert.pem") + ": no such file");
    }

    private void start(String... options) throws Exception {
        List<String> all = List.of("--port=0", "--host=127.0.0.1", options[0], options[1]);
        DuologueServer.start(ConfigLoader.load(all, Map.of())).close();
    }

    private static WebSocketClient join(TestServer server) {
        return WebSocketClient.open(RawConnection.open(server.port()).startTls(), "/ws?room=r")
                .welcomed();
    }

    private static X509Certificate shown(TestServer server) {
        try (var connection = RawConnection.open(server.port()).startTls()) {
            assertThat(connection.send(GET).readAnswer().status()).isEqualTo(200);
            return connection.certificate();
        }
    }

    /// What a start without a certificate makes is as good as any.
    private void make(String name) throws IOException {
        Path data = temporary.resolve(name);
        TestServer.start("--data-dir=" + data).close();
        for (String file : List.of("cert.pem", "key.pem")) {
            Files.copy(
                    data.resolve("tls-" + file),
                    temporary.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private X509Certificate inForce() throws Exception {
        try (var in = Files.newInputStream(temporary.resolve("cert.pem"))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private String cert() {
        return "--tls-cert=" + temporary.resolve("cert.pem");
    }

    private String key() {
        return "--tls-key=" + temporary.resolve("key.pem");
    }
}
