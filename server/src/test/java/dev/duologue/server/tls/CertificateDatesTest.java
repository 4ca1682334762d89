package dev.duologue.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateDatesTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(90));
    private static final CertificateDates DATES = new CertificateDates(START, END);

    @Test
    void browsersTakeACertificateFromItsStartToItsEnd() {
        assertThat(DATES.problem(START.minusMillis(1)))
                .contains("the TLS certificate is not valid before 2026-03-01T12:00:00Z");
        assertThat(DATES.problem(START)).isEmpty();
        assertThat(DATES.problem(END)).isEmpty();
        assertThat(DATES.problem(END.plusMillis(1)))
                .contains("the TLS certificate expired at 2026-05-30T12:00:00Z");
    }

    @Test
    void anOperatorIsWarnedTwoWeeksBefore() {
        Instant fortnight = END.minus(Duration.ofDays(14));
        assertThat(DATES.warning(fortnight.minusMillis(1))).isEmpty();
        assertThat(DATES.warning(fortnight))
                .contains("the TLS certificate expires at 2026-05-30T12:00:00Z: renew it");
        assertThat(DATES.warning(END.plusMillis(1)))
                .contains(
                        "the TLS certificate expired at 2026-05-30T12:00:00Z: browsers refuse it");
    }

    @Test
    void daysAreCountedWhole() {
        assertThat(DATES.daysLeft(START)).isEqualTo(90);
        assertThat(DATES.daysLeft(START.plusMillis(1))).isEqualTo(89);
        assertThat(DATES.daysLeft(END)).isZero();
        assertThat(DATES.daysLeft(END.plusMillis(1))).isEqualTo(-1);
    }
}
