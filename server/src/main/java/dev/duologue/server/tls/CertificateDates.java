package dev.duologue.server.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// From when to when browsers take a chain.
///
/// @param start when the last of its certificates begins to be good
/// @param end when the first one ends
public record CertificateDates(Instant start, Instant end) {
    private static final Duration SOON = Duration.ofDays(14);

    static CertificateDates of(X509Certificate[] chain) {
        return new CertificateDates(
                Arrays.stream(chain)
                        .map(one -> one.getNotBefore().toInstant())
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.MIN),
                Arrays.stream(chain)
                        .map(one -> one.getNotAfter().toInstant())
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.MAX));
    }

    /// Whole days until the end; negative after it.
    public long daysLeft(Instant now) {
        return Math.floorDiv(Duration.between(now, end).toMillis(), Duration.ofDays(1).toMillis());
    }

    /// Why browsers refuse it now; empty if they do not.
    public Optional<String> problem(Instant now) {
        if (now.isBefore(start)) {
            return Optional.of("the TLS certificate is not valid before " + start);
        }
        return now.isAfter(end)
                ? Optional.of("the TLS certificate expired at " + end)
                : Optional.empty();
    }

    /// What an operator has to know now; empty if nothing.
    Optional<String> warning(Instant now) {
        Optional<String> problem = problem(now).map(text -> text + ": browsers refuse it");
        return problem.isPresent() || now.plus(SOON).isBefore(end)
                ? problem
                : Optional.of("the TLS certificate expires at " + end + ": renew it");
    }
}
