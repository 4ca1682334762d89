package dev.duologue.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateMakerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int KEY_CERT_SIGN = 5;
    private static final Set<String> NAMES =
            Set.of("localhost", "anna-pc.local", "127.0.0.1", "::1", "2001:db8::1", "198.51.100.7");

    private final Issued authority = CertificateMaker.authority(NAMES, NOW);
    private final KeyPair keys = CertificateMaker.keys();
    private final X509Certificate leaf = leaf(NAMES);

    @Test
    void aLeafNamesEveryNameAndAddress() throws GeneralSecurityException {
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"),
                        List.of(2, "anna-pc.local"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"),
                        List.of(7, "2001:db8:0:0:0:0:0:1"),
                        List.of(7, "198.51.100.7"));
    }

    @Test
    void aLeafIsGoodForAsLongAsBrowsersTakeAndNoLonger() {
        assertThat(validity(leaf)).isEqualTo(Duration.ofDays(397));
        assertThat(leaf.getNotBefore().toInstant()).isBefore(NOW);
    }

    @Test
    void aLeafIsForServersAloneAndSignsNoOther() throws GeneralSecurityException {
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()[KEY_CERT_SIGN]).isFalse();
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withECDSA");
    }

    @Test
    void theAuthoritySignsLeavesAndNoOtherAuthority() {
        X509Certificate certificate = authority.certificate();
        assertThat(certificate.getBasicConstraints()).isZero();
        assertThat(certificate.getKeyUsage()[KEY_CERT_SIGN]).isTrue();
        assertThat(certificate.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15", "2.5.29.30");
        assertThat(certificate.getSubjectX500Principal().getName())
                .isEqualTo("CN=Duologue anna-pc.local");
        assertThat(validity(certificate)).isEqualTo(Duration.ofDays(3650));
    }

    @Test
    void whoTrustsTheAuthorityTrustsTheLeaf() throws GeneralSecurityException {
        validate(leaf);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "anna-pc.local.example.org",
                "other.local",
                "8.8.8.8",
                "198.51.100.8",
                "172.32.0.1",
                "2001:db8:0:1::1",
                "2606:4700:4700::1111"
            })
    void theAuthorityCannotSignForOthers(String name) {
        assertThat(CertificateRules.permitted(authority.certificate(), Set.of(name))).isEmpty();
        assertThatThrownBy(() -> validate(leaf(Set.of("localhost", name))))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("name constraints");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost", "anna-pc.local", "127.0.0.1", "::1", "198.51.100.7", "2001:db8::2",
                "10.0.0.1", "172.31.255.255", "192.168.7.7", "100.64.0.1", "169.254.1.1", "fd00::1"
            })
    void theAuthoritySignsForItsComputerInEveryPrivateNetwork(String name)
            throws GeneralSecurityException {
        assertThat(CertificateRules.permitted(authority.certificate(), Set.of(name)))
                .containsExactly(name);
        // Without a DNS name, the JDK takes the common name for one.
        validate(leaf(Stream.of("localhost", name).distinct().toList()));
    }

    @Test
    void aLeafIsNotGoodAnyMoreWithinAMonthOfItsEnd() {
        Instant end = leaf.getNotAfter().toInstant();
        assertThat(isGood(NAMES, end.minus(Duration.ofDays(30)))).isFalse();
        assertThat(isGood(NAMES, end.minus(Duration.ofDays(30)).minusMillis(1))).isTrue();
        assertThat(isGood(NAMES, leaf.getNotBefore().toInstant())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,true",
        "2001:db8:0::1,true",
        "192.168.0.1,false", // the authority may sign for it, so it is missed
        "203.0.113.1,true" // the authority may not
    })
    void aLeafMustCoverWhatItsAuthorityMaySignFor(String name, boolean good) {
        assertThat(isGood(Set.of(name), NOW)).isEqualTo(good);
    }

    @Test
    void aLeafOfAnotherAuthorityIsNotGood() {
        Issued other = CertificateMaker.authority(NAMES, NOW);
        assertThat(CertificateRules.isGood(leaf, other.certificate(), NAMES, NOW)).isFalse();
    }

    private boolean isGood(Set<String> names, Instant now) {
        return CertificateRules.isGood(leaf, authority.certificate(), names, now);
    }

    private X509Certificate leaf(Collection<String> names) {
        return CertificateMaker.leaf(authority, keys.getPublic(), names, NOW);
    }

    private static Duration validity(X509Certificate certificate) {
        return Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }

    /// As browsers do, which apply the constraints of an authority that their person installed. The
    /// JDK applies those of a path alone, so the authority stands there too.
    private void validate(X509Certificate certificate) throws GeneralSecurityException {
        X509Certificate trusted = authority.certificate();
        CertPath path =
                CertificateFactory.getInstance("X.509")
                        .generateCertPath(List.of(certificate, trusted));
        var anchor =
                new TrustAnchor(trusted.getSubjectX500Principal(), trusted.getPublicKey(), null);
        var parameters = new PKIXParameters(Set.of(anchor));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
}
