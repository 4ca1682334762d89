package dev.duologue.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Certificates;
import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.QuietLog;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `/healthz` while a part does not work.
class HealthzTest {
    @Test
    void whileEverythingWorksItIsOk() {
        try (var server = TestServer.start("--no-turn=false")) {
            HttpAnswer answer = ask(server);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok\n");
        }
    }

    @Test
    void aRelayThatReceivesNothingAnyMoreIsNamed() {
        try (var server = TestServer.start("--no-turn=false")) {
            server.server().stopRelay();
            HttpAnswer answer = ask(server);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("does not work: relay over UDP, relay threads\n");
        }
    }

    @Test
    void backgroundWorkThatEndedIsNamed() {
        try (var server = TestServer.start()) {
            server.server().stopBackground();
            HttpAnswer answer = ask(server);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("does not work: background work\n");
        }
    }

    @Test
    void anEventLoopThatIsStuckIsNamed() {
        var stuck = new CountDownLatch(1);
        try (var server = TestServer.start()) {
            server.server().loops().iterator().next().execute(() -> await(stuck));
            assertThat(server.server().health().check().toCompletableFuture().join())
                    .containsExactly("event loops");
            stuck.countDown();
        }
    }

    @Test
    void aCertificateThatBrowsersRefuseForItsDatesIsNamed(@TempDir Path folder) {
        Instant now = Instant.now();
        Certificates.of("secp256r1", now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)))
                .writeTo(folder, "a");
        try (var server =
                TestServer.start(
                        "--tls-cert=" + folder.resolve("a-cert.pem"),
                        "--tls-key=" + folder.resolve("a-key.pem"))) {
            assertThat(QuietLog.takeWarning()).contains("the TLS certificate expired at");
            HttpAnswer answer = ask(server);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("does not work: TLS certificate\n");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpAnswer ask(TestServer server) {
        try (var connection = RawConnection.open(server.port())) {
            connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return connection.readAnswer();
        }
    }
}
