package dev.duologue.server.tls;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whether a certificate of our own can still be used; with the JDK alone, because loading Bouncy
/// Castle would add a third to every start of the program.
final class CertificateRules {
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateRules() {}

    /// Whether `leaf` is of `authority`, covers `names` as far as that may, and has a month left.
    static boolean isGood(
            X509Certificate leaf, X509Certificate authority, Set<String> names, Instant now) {
        return now.plus(RENEW_BEFORE).isBefore(leaf.getNotAfter().toInstant())
                && now.isAfter(leaf.getNotBefore().toInstant())
                && isIssuedBy(leaf, authority)
                && covers(leaf, permitted(authority, names));
    }

    /// Whether `authority` can sign for this computer until `end`.
    static boolean isAuthorityFor(
            X509Certificate authority, Set<String> names, Instant now, Instant end) {
        return authority.getBasicConstraints() >= 0
                && now.isAfter(authority.getNotBefore().toInstant())
                && end.isBefore(authority.getNotAfter().toInstant())
                && reaches(authority, names);
    }

    /// Those of `names` that `authority` may sign for.
    static Set<String> permitted(X509Certificate authority, Collection<String> names) {
        Set<String> permitted = new LinkedHashSet<>(names);
        permitted.removeIf(name -> !permits(authority, name));
        return permitted;
    }

    /// The names and addresses of a certificate.
    static Set<String> namesOf(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                all.forEach(name -> names.add(String.valueOf(name.get(1))));
            }
        } catch (GeneralSecurityException _) {
            return Set.of(); // not one that we made
        }
        return names;
    }

    /// Whether another computer can get to one of the addresses of a certificate.
    static boolean isOfNetwork(X509Certificate certificate) {
        return namesOf(certificate).stream().anyMatch(CertificateRules::isOfNetwork);
    }

    /// A computer that moved to addresses which its authority may not sign for needs another one.
    private static boolean reaches(X509Certificate authority, Set<String> names) {
        List<String> network = names.stream().filter(CertificateRules::isOfNetwork).toList();
        return network.isEmpty() || network.stream().anyMatch(name -> permits(authority, name));
    }

    private static boolean permits(X509Certificate authority, String name) {
        var selector = new X509CertSelector();
        try {
            selector.addPathToName(isAddress(name) ? IP_ADDRESS : DNS_NAME, name);
        } catch (IOException _) {
            return false; // no name that can be signed for
        }
        selector.setBasicConstraints(0);
        return selector.match(authority);
    }

    private static boolean isIssuedBy(X509Certificate leaf, X509Certificate authority) {
        try {
            leaf.verify(authority.getPublicKey());
            return leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean covers(X509Certificate leaf, Set<String> names) {
        List<String> covered = namesOf(leaf).stream().map(OwnNames::canonical).toList();
        return names.stream().map(OwnNames::canonical).allMatch(covered::contains);
    }

    private static boolean isAddress(String name) {
        return NetUtil.createByteArrayFromIpAddressString(name) != null;
    }

    private static boolean isOfNetwork(String name) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        try {
            return address != null && !InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException impossible) { // the length is 4 or 16
            return false;
        }
    }
}
