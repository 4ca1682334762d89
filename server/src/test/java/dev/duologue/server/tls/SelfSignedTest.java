package dev.duologue.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.net.LocalNames;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelfSignedTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Set<String> NAMES =
            Set.of("localhost", "example.local", "127.0.0.1", "::1", "2001:db8::1");

    private final X509Certificate certificate = CertificateMaker.make(NAMES, NOW).certificate();

    @Test
    void itNamesEveryNameAndAddress() throws GeneralSecurityException {
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"),
                        List.of(2, "example.local"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"),
                        List.of(7, "2001:db8:0:0:0:0:0:1"));
    }

    @Test
    void itIsGoodForAsLongAsBrowsersTakeAndNoLonger() {
        Duration validity =
                Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant());
        assertThat(validity).isEqualTo(Duration.ofDays(397));
        assertThat(certificate.getNotBefore().toInstant()).isBefore(NOW);
    }

    @Test
    void itIsForServersAloneAndSignsNoOther() throws GeneralSecurityException {
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void itIsNotGoodAnyMoreWithinAMonthOfItsEnd() {
        Instant end = certificate.getNotAfter().toInstant();
        assertThat(SelfSigned.isGood(certificate, NAMES, end.minus(Duration.ofDays(30)))).isFalse();
        assertThat(
                        SelfSigned.isGood(
                                certificate, NAMES, end.minus(Duration.ofDays(30)).minusMillis(1)))
                .isTrue();
        assertThat(SelfSigned.isGood(certificate, NAMES, certificate.getNotBefore().toInstant()))
                .isFalse();
    }

    @Test
    void itIsNotGoodAnyMoreWhenANameIsMissing() {
        assertThat(SelfSigned.isGood(certificate, Set.of("localhost"), NOW)).isTrue();
        assertThat(SelfSigned.isGood(certificate, Set.of("2001:db8:0::1"), NOW)).isTrue();
        assertThat(SelfSigned.isGood(certificate, Set.of("other.local"), NOW)).isFalse();
        assertThat(SelfSigned.isGood(certificate, Set.of("192.0.2.1"), NOW)).isFalse();
    }

    @Test
    void theNamesOfThisComputerAreAllItsNamesAndAddresses() {
        Set<String> names = SelfSigned.localNames();
        assertThat(names).contains("localhost", "127.0.0.1", "::1");
        LocalNames.hostName().ifPresent(name -> assertThat(names).contains(name, name + ".local"));
        for (InetAddress address : LocalNames.networkAddresses()) {
            assertThat(names).contains(address.getHostAddress());
        }
        assertThat(SelfSigned.isGood(CertificateMaker.make(names, NOW).certificate(), names, NOW))
                .isTrue();
    }
}
