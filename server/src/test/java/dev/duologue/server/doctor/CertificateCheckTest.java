package dev.duologue.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.doctor.Finding.Grade;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateCheckTest {
    private static X509Certificate shown;

    @BeforeAll
    static void look() {
        try (var server = TestServer.start();
                var connection = RawConnection.open(server.port()).startTls()) {
            shown = connection.certificate();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true, OK",
        "LOCALHOST, true, OK",
        "127.0.0.1, true, OK",
        "localhost, false, WARN",
        "call.example, true, BAD",
        "call.example, false, BAD"
    })
    void itMustBeForTheName(String name, boolean given, Grade grade) {
        Instant now = shown.getNotBefore().toInstant().plus(Duration.ofDays(2));
        assertThat(CertificateCheck.of(shown, name, given, now).grade()).isEqualTo(grade);
    }

    @Test
    void itMustBeGoodNow() {
        Instant start = shown.getNotBefore().toInstant();
        Instant end = shown.getNotAfter().toInstant();
        assertThat(gradeAt(start.minusSeconds(1))).isEqualTo(Grade.BAD);
        assertThat(gradeAt(start)).isEqualTo(Grade.OK);
        assertThat(gradeAt(end.minus(Duration.ofDays(14)))).isEqualTo(Grade.OK);
        assertThat(gradeAt(end.minus(Duration.ofDays(14)).plusSeconds(1))).isEqualTo(Grade.WARN);
        assertThat(gradeAt(end)).isEqualTo(Grade.WARN);
        assertThat(gradeAt(end.plusSeconds(1))).isEqualTo(Grade.BAD);
    }

    private static Grade gradeAt(Instant now) {
        return CertificateCheck.of(shown, "localhost", true, now).grade();
    }
}
