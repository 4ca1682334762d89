package dev.duologue.server.doctor;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Whether browsers take a certificate for a name.
public final class CertificateCheck {
    private static final Duration SOON = Duration.ofDays(14);

    private CertificateCheck() {}

    /// Finds out.
    ///
    /// @param name a host name or an address; as in a URL
    /// @param given whether the operator gave it
    public static Finding of(X509Certificate shown, String name, boolean given, Instant now) {
        Instant start = shown.getNotBefore().toInstant();
        Instant end = shown.getNotAfter().toInstant();
        String advice =
                given
                        ? "Renew it, and see that tls-cert and tls-key name the new one."
                        : "Set the clock, or delete the tls- files of the data directory and start anew.";
        if (now.isBefore(start) || now.isAfter(end)) {
            return Finding.bad(
                    "The certificate is good from " + start + " to " + end + ".", advice);
        }
        if (!covers(shown, name)) {
            return Finding.bad(
                    "The certificate is not for " + name + ".",
                    given
                            ? "Get one for that name, or set public-host to a name that it has."
                            : "Behind a name of your own, get a certificate for it (tls-cert, tls-key).");
        }
        if (now.plus(SOON).isAfter(end)) {
            return Finding.warn("The certificate ends at " + end + ".", advice);
        }
        return given
                ? Finding.ok("The certificate is for " + name + " and good until " + end + ".")
                : Finding.warn(
                        "The certificate is this computer's own: each browser asks once.",
                        "Let phones install it from /trust, or get one for a name (tls-cert, tls-key).");
    }

    /// As RFC 6125 section 6.4 compares names.
    private static boolean covers(X509Certificate shown, String name) {
        String wanted = name.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        try {
            Collection<List<?>> names = shown.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .map(entry -> String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT))
                            .anyMatch(own -> matches(own, wanted));
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    private static boolean matches(String own, String wanted) {
        int dot = wanted.indexOf('.');
        return own.equals(wanted)
                || (own.startsWith("*.")
                        && dot > 0
                        && own.substring(1).equals(wanted.substring(dot)));
    }
}
