package dev.duologue.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.http.TrustFiles;
import dev.duologue.server.testing.Certificates;
import dev.duologue.server.testing.HttpAnswer;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/// What a phone installs to trust the computer.
class TrustTest {
    private static final Pattern DATA = Pattern.compile("<data>([^<]+)</data>");

    @TempDir Path temporary;

    @Test
    void theCertificateThatPhonesInstallVouchesForTheOneInForce() throws Exception {
        try (var server = TestServer.start()) {
            HttpAnswer answer = get(server, "/trust/duologue.crt");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("application/x-x509-ca-cert");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            X509Certificate authority = certificate(answer.raw());
            assertThat(authority.getBasicConstraints()).isZero();
            inForce(server).verify(authority.getPublicKey());
        }
    }

    @Test
    void theProfileForIphonesHoldsTheSameCertificate() throws Exception {
        try (var server = TestServer.start()) {
            HttpAnswer answer = get(server, "/trust/duologue.mobileconfig");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("application/x-apple-aspen-config");
            var builders = DocumentBuilderFactory.newInstance();
            builders.setFeature(
                    "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            var profile =
                    builders.newDocumentBuilder()
                            .parse(new InputSource(new StringReader(answer.body())));
            assertThat(profile.getDocumentElement().getTagName()).isEqualTo("plist");
            assertThat(answer.body())
                    .contains("<string>com.apple.security.root</string>")
                    .containsPattern("<key>PayloadUUID</key><string>[0-9A-F-]{36}</string>");
            Matcher data = DATA.matcher(answer.body());
            assertThat(data.find()).isTrue();
            assertThat(Base64.getDecoder().decode(data.group(1)))
                    .isEqualTo(get(server, "/trust/duologue.crt").raw());
            assertThat(get(server, "/trust/duologue.mobileconfig").body())
                    .isEqualTo(answer.body()); // a second one replaces the first
        }
    }

    @Test
    void thePageSaysHow() {
        try (var server = TestServer.start()) {
            HttpAnswer answer = get(server, "/trust");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(answer.header("content-security-policy")).contains("default-src 'self'");
            assertThat(answer.body()).contains("How a phone comes to trust this computer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/trust", "/trust/duologue.crt", "/trust/duologue.mobileconfig"})
    void underAGivenCertificateThereIsNothingToInstall(String path) {
        Certificates.of("secp256r1").writeTo(temporary, "a");
        try (var server =
                TestServer.start(
                        "--tls-cert=" + temporary.resolve("a-cert.pem"),
                        "--tls-key=" + temporary.resolve("a-key.pem"))) {
            assertThat(get(server, path).status()).isEqualTo(404);
        }
    }

    @Test
    void aFingerprintIsWrittenAsPhonesShowIt() {
        assertThat(TrustFiles.fingerprint(new byte[0]))
                .startsWith("E3 B0 C4 42 98 FC 1C 14")
                .hasSize(32 * 3 - 1);
    }

    private static HttpAnswer get(TestServer server, String path) {
        try (var connection = RawConnection.open(server.port()).startTls()) {
            return connection
                    .send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .readAnswer();
        }
    }

    private static X509Certificate inForce(TestServer server) {
        try (var connection = RawConnection.open(server.port()).startTls()) {
            connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
            return connection.certificate();
        }
    }

    private static X509Certificate certificate(byte[] der) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }
}
