package dev.duologue.server.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.doctor.Finding.Grade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-27T21:00:00Z");
    private static final long HEAP = 64 << 20;

    @TempDir Path proc;
    @TempDir Path data;

    @ParameterizedTest
    @CsvSource({
        "4096, 1024, 204800, 67108864, OK OK OK OK OK",
        "4095, 1024, 204800, 67108864, WARN OK OK OK OK",
        "4096, 1023, 204800, 67108864, OK WARN OK OK OK",
        "4096, 1024, 204799, 67108864, OK OK WARN OK OK",
        "4096, 1024, 204800, 67108863, OK OK OK WARN OK"
    })
    void eachLimitHasAnEdge(long files, long backlog, long buffer, long heap, String grades)
            throws IOException {
        write("self/limits", "Max open files            " + files + "   1048576   files\n");
        write("sys/net/core/somaxconn", backlog + "\n");
        write("sys/net/core/rmem_default", buffer + "\n");
        List<Finding> findings = new SystemChecks(proc).all(NOW, data, heap);
        assertThat(findings)
                .extracting(Finding::grade)
                .map(Grade::name)
                .containsExactly(grades.split(" "));
        assertThat(findings)
                .allSatisfy(found ->
                        assertThat(found.advice().isEmpty()).isEqualTo(found.grade() == Grade.OK));
    }

    @Test
    void whatTheSystemDoesNotSayIsNotJudged() {
        assertThat(new SystemChecks(proc).all(NOW, data, HEAP))
                .extracting(Finding::grade)
                .containsExactly(Grade.OK, Grade.OK); // heap and clock
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatThisKernelSaysIsReadAsAWhole() throws Exception {
        var sysctl = new ProcessBuilder("cat", "/proc/sys/net/core/rmem_default").start();
        String expected = new String(sysctl.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(new SystemChecks(Path.of("/proc")).all(NOW, data, HEAP))
                .anyMatch(found -> found.sentence().contains(" " + expected + " bytes"));
    }

    @ParameterizedTest
    @CsvSource({"PT1H, OK", "PT1H1S, BAD", "PT-24H, OK"})
    void aFileFromTheFutureTellsThatTheClockIsWrong(Duration later, Grade grade)
            throws IOException {
        Path file = Files.createFile(data.resolve("tls-cert.pem"));
        Files.setLastModifiedTime(file, FileTime.from(NOW.plus(later)));
        assertThat(new SystemChecks(proc).all(NOW, data, HEAP).getLast().grade()).isEqualTo(grade);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(proc.resolve(file).getParent());
        Files.writeString(proc.resolve(file), text);
    }
}
