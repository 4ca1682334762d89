package dev.duologue.server.tls;

import dev.duologue.server.net.LocalNames;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A certificate for this computer, signed by itself: encrypts like any other, but every browser
/// asks its person once whether to trust it.
///
/// @param certificate good for a year and a month, the longest that browsers take
/// @param keys P-256
record SelfSigned(X509Certificate certificate, KeyPair keys) {
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    /// Every name and address of this computer.
    static Set<String> localNames() {
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        LocalNames.hostName()
                .ifPresent(name -> {
                    names.add(name);
                    names.add(name + ".local");
                });
        LocalNames.networkAddresses().stream().map(InetAddress::getHostAddress).forEach(names::add);
        return names;
    }

    /// Whether `certificate` covers `names` and has a month left.
    static boolean isGood(X509Certificate certificate, Set<String> names, Instant now) {
        return now.plus(RENEW_BEFORE).isBefore(certificate.getNotAfter().toInstant())
                && now.isAfter(certificate.getNotBefore().toInstant())
                && namesOf(certificate)
                        .containsAll(names.stream().map(SelfSigned::canonical).toList());
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                all.forEach(name -> names.add(canonical(String.valueOf(name.get(1)))));
            }
        } catch (GeneralSecurityException _) {
            return Set.of(); // not one that we made
        }
        return names;
    }

    /// IPv6 addresses can be written in many ways; as bytes they are one.
    private static String canonical(String name) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        return address == null ? name : HexFormat.of().formatHex(address);
    }
}
