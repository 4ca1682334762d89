package dev.duologue.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.server.net.StartException;
import dev.duologue.server.ops.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFolderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path temporary;
    private Set<String> names = Set.of("localhost", "192.0.2.1");
    private Instant now = NOW;

    @Test
    void theFirstTimeOneIsMadeForItsOwnerAlone() throws Exception {
        Path folder = temporary.resolve("new/data");
        folder(folder).ensure();
        assertThat(mode(folder.resolve("tls-cert.pem"))).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("tls-key.pem"))).isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3); // and the lock
        }
        assertThat(PemFiles.chain(folder.resolve("tls-cert.pem"))).hasSize(1);
        assertThat(PemFiles.privateKey(folder.resolve("tls-key.pem")).getAlgorithm())
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
        names = Set.of("localhost", "192.0.2.2");
        assertThat(ensured()).isNotEqualTo(first);
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
        assertThat(PemFiles.privateKey(temporary.resolve("tls-key.pem"))).isNotNull();
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

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
