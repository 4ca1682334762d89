package dev.duologue.server.tls;

import dev.duologue.server.net.LocalNames;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate for this computer, signed by itself: encrypts like any other, but every browser
/// asks its person once whether to trust it.
///
/// @param certificate good for a year and a month, the longest that browsers take
/// @param keys P-256
record SelfSigned(X509Certificate certificate, KeyPair keys) {
    private static final Duration VALID_FOR = Duration.ofDays(397);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    /// Clocks of phones are wrong by hours.
    private static final Duration VALID_BEFORE = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;

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

    /// Makes one.
    ///
    /// @param names DNS names and IP addresses
    static SelfSigned create(Collection<String> names, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            var name = new X500Name("CN=Duologue");
            var builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(SERIAL_BITS, new SecureRandom()),
                            Date.from(now.minus(VALID_BEFORE)),
                            Date.from(now.plus(VALID_FOR).minus(VALID_BEFORE)),
                            name,
                            keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, generalNames(names));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new SelfSigned(
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer)), keys);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("this Java cannot make a certificate", e);
        }
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

    private static GeneralNames generalNames(Collection<String> names) {
        return new GeneralNames(
                names.stream().map(SelfSigned::generalName).toArray(GeneralName[]::new));
    }

    private static GeneralName generalName(String name) {
        boolean address = NetUtil.createByteArrayFromIpAddressString(name) != null;
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    /// IPv6 addresses can be written in many ways; as bytes they are one.
    private static String canonical(String name) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        return address == null ? name : HexFormat.of().formatHex(address);
    }
}
