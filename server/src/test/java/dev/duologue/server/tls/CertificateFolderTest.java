package dev.duologue.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.server.ops.DataDirectory;
import dev.duologue.server.ops.StartException;
import dev.duologue.server.testing.QuietLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFolderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Set<String> NAMES = Set.of("localhost", "192.168.0.1");

    @TempDir Path temporary;
    private Set<String> names = NAMES;
    private Instant now = NOW;

    @Test
    void theFirstTimeOneIsMadeForItsOwnerAlone() throws Exception {
        Path folder = temporary.resolve("new/data");
        folder(folder).ensure();
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"))
                    .hasSize(5); // two pairs and the lock
        }
        assertThat(PemFiles.certificates(PemFiles.read(folder.resolve("tls-cert.pem")))).hasSize(1);
        assertThat(PemFiles.privateKey(PemFiles.read(folder.resolve("tls-key.pem"))).getAlgorithm())
                .isEqualTo("EC");
    }

    @Test
    void theSecondTimeItIsKept() throws Exception {
        String first = ensured();
        assertThat(ensured()).isEqualTo(first);
        now = NOW.plus(Duration.ofDays(397 - 1 - 31));
        assertThat(ensured()).isEqualTo(first);
    }

    @Test
    void itIsMadeAnewWithinAMonthOfItsEnd() throws Exception {
        String first = ensured();
        now = NOW.plus(Duration.ofDays(397 - 1 - 30));
        String second = ensured();
        assertThat(second).isNotEqualTo(first);
        assertThat(ensured()).isEqualTo(second);
    }

    @Test
    void itIsMadeAnewWhenAnAddressIsNewAndKeptWhenOneIsGone() throws Exception {
        String first = ensured();
        names = Set.of("localhost");
        assertThat(ensured()).isEqualTo(first);
        names = Set.of("localhost", "192.168.0.2");
        String second = ensured();
        assertThat(second).isNotEqualTo(first);
        names = NAMES; // back where it was, as between two networks
        assertThat(ensured()).isEqualTo(second);
    }

    @Test
    void itsKeyAndItsAuthorityStayWhenItIsMadeAnew() throws Exception {
        ensured();
        byte[] key = Files.readAllBytes(temporary.resolve("tls-key.pem"));
        X509Certificate authority = folder(temporary).authority();
        names = Set.of("localhost", "192.168.0.2");
        ensured();
        assertThat(temporary.resolve("tls-key.pem")).hasBinaryContent(key);
        assertThat(folder(temporary).authority()).isEqualTo(authority);
        now = NOW.plus(Duration.ofDays(390));
        ensured();
        assertThat(temporary.resolve("tls-key.pem")).hasBinaryContent(key);
        assertThat(folder(temporary).authority()).isEqualTo(authority);
    }

    @Test
    void addressesThatItsAuthorityMayNotSignForAreLeftOut() throws Exception {
        String first = ensured();
        names = Set.of("localhost", "192.168.0.1", "203.0.113.9", "2001:db8:9::1");
        assertThat(ensured()).isEqualTo(first);
    }

    @Test
    void aComputerThatMovedGetsAnAuthorityForItsNewAddress() throws Exception {
        ensured();
        names = Set.of("localhost", "203.0.113.9");
        ensured();
        assertThat(CertificateRules.permitted(folder(temporary).authority(), names))
                .isEqualTo(names);
        assertThat(QuietLog.takeWarning())
                .endsWith(
                        "tls-ca-cert.pem could not be used any longer: made anew; phones that trusted it need the new one");
    }

    @Test
    void aComputerThatStartedBeforeItsNetworkWarnsOfNothing() throws Exception {
        names = Set.of("localhost", "127.0.0.1", "::1", "pc.local");
        ensured();
        names = Set.of("localhost", "203.0.113.9");
        ensured();
        assertThat(CertificateRules.permitted(folder(temporary).authority(), names))
                .isEqualTo(names);
    }

    @Test
    void anAuthorityThatEndsBeforeItsCertificateWouldIsMadeAnew() throws Exception {
        ensured();
        X509Certificate first = folder(temporary).authority();
        now = NOW.plus(Duration.ofDays(3650 - 1 - 398));
        ensured();
        assertThat(folder(temporary).authority()).isEqualTo(first);
        now = now.plus(Duration.ofDays(390));
        ensured();
        assertThat(folder(temporary).authority()).isNotEqualTo(first);
        assertThat(QuietLog.takeWarning()).contains("tls-ca-cert.pem");
    }

    @Test
    void twoComputersThatShareADirectoryDoNotReplaceItInTurns() throws Exception {
        ensured();
        names = Set.of("localhost", "other-pc.local", "192.168.0.2");
        String both = ensured();
        names = NAMES;
        assertThat(ensured()).isEqualTo(both);
    }

    @Test
    void aCertificateOfAnEarlierVersionIsReplacedAndItsKeyKept() throws Exception {
        ensured();
        byte[] key = Files.readAllBytes(temporary.resolve("tls-key.pem"));
        Files.delete(temporary.resolve("tls-ca-cert.pem"));
        Files.delete(temporary.resolve("tls-ca-key.pem"));
        ensured();
        assertThat(temporary.resolve("tls-key.pem")).hasBinaryContent(key);
        PemFiles.certificates(PemFiles.read(temporary.resolve("tls-cert.pem")))
                .getFirst()
                .verify(folder(temporary).authority().getPublicKey());
    }

    @Test
    void itIsMadeAnewWhenAFileIsGoneOrBroken() throws Exception {
        String first = ensured();
        Files.delete(temporary.resolve("tls-key.pem"));
        String second = ensured();
        assertThat(second).isNotEqualTo(first);
        Files.writeString(temporary.resolve("tls-cert.pem"), "nothing");
        assertThat(ensured()).isNotEqualTo(second).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void aCertificateIsMadeAnewWhenItsKeyIsAnotherOne() throws Exception {
        String first = ensured();
        // What a power failure between the two files leaves.
        Path other = temporary.resolve("other");
        folder(other).ensure();
        Files.copy(
                other.resolve("tls-key.pem"),
                temporary.resolve("tls-key.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(ensured()).isNotEqualTo(first);
        Files.writeString(temporary.resolve("tls-key.pem"), "");
        ensured();
        assertThat(PemFiles.privateKey(PemFiles.read(temporary.resolve("tls-key.pem"))))
                .isNotNull();
    }

    @Test
    void whatCannotBeReadNowIsNotReplaced() throws Exception {
        ensured();
        byte[] authority = Files.readAllBytes(temporary.resolve("tls-ca-cert.pem"));
        Path key = temporary.resolve("tls-ca-key.pem");
        Files.delete(key);
        Files.createDirectory(key); // which is there, and cannot be read even by root
        assertThatThrownBy(this::ensured)
                .isInstanceOf(StartException.class)
                .hasMessage("cannot read " + key + ": not a regular file");
        assertThat(temporary.resolve("tls-ca-cert.pem")).hasBinaryContent(authority);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        Path folder = file.resolve("data");
        assertThatThrownBy(() -> folder(folder).ensure())
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("cannot write to the data directory " + folder + ": ");
    }

    private String ensured() throws StartException, IOException {
        return Files.readString(folder(temporary).ensure().certificate());
    }

    private CertificateFolder folder(Path folder) {
        return new CertificateFolder(new DataDirectory(folder), () -> names, () -> now);
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
