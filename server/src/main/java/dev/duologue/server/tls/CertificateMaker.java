package dev.duologue.server.tls;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates. The only user of Bouncy Castle besides old forms of keys.
final class CertificateMaker {
    /// Of a server's certificate: 398 days is the longest that every browser takes.
    static final Duration VALID_FOR = Duration.ofDays(397);

    /// Of the authority, which people install once.
    static final Duration AUTHORITY_VALID_FOR = Duration.ofDays(3650);

    /// Clocks of phones are wrong by hours.
    private static final Duration VALID_BEFORE = Duration.ofDays(1);

    /// What no certificate of a public authority names, so that ours can take nothing over: the
    /// addresses of RFC 1918, 6598, 3927 and 4193, link-local ones and loopback.
    private static final List<String> PRIVATE_NETWORKS =
            List.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "100.64.0.0/10",
                    "169.254.0.0/16",
                    "127.0.0.0/8",
                    "fc00::/7",
                    "fe80::/10",
                    "::1/128");

    private static final int IPV4_BYTES = 4;
    private static final int SERIAL_BITS = 127;
    private static final int MAX_COMMON_NAME = 64; // RFC 5280 appendix A

    private CertificateMaker() {}

    /// Makes an authority that may sign for `names`, and for addresses of private networks.
    ///
    /// @param names DNS names and IP addresses
    static Issued authority(Collection<String> names, Instant now) {
        KeyPair keys = keys();
        var dates = new Validity(now, AUTHORITY_VALID_FOR);
        X500Name name = authorityName(names);
        try {
            JcaX509v3CertificateBuilder builder = builder(name, dates, name, keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(Extension.nameConstraints, true, constraints(names));
            return new Issued(signed(builder, keys.getPrivate()), keys.getPrivate());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("this Java cannot make a certificate", e);
        }
    }

    /// Makes a server's certificate.
    ///
    /// @param names DNS names and IP addresses, all of which `authority` may sign for
    static X509Certificate leaf(
            Issued authority, PublicKey key, Collection<String> names, Instant now) {
        var dates = new Validity(now, VALID_FOR);
        X500Name issuer =
                X500Name.getInstance(
                        authority.certificate().getSubjectX500Principal().getEncoded());
        try {
            JcaX509v3CertificateBuilder builder =
                    builder(issuer, dates, new X500Name("CN=Duologue"), key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(authority.certificate().getPublicKey()));
            builder.addExtension(Extension.subjectAlternativeName, false, generalNames(names));
            return signed(builder, authority.key());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("this Java cannot make a certificate", e);
        }
    }

    /// A new pair on P-256, which every browser knows.
    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make a key", e);
        }
    }

    private record Validity(Instant now, Duration length) {
        Date start() {
            return Date.from(now.minus(VALID_BEFORE));
        }

        Date end() {
            return Date.from(now.minus(VALID_BEFORE).plus(length));
        }
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, Validity dates, X500Name subject, PublicKey key)
            throws GeneralSecurityException, IOException {
        var serial = new BigInteger(SERIAL_BITS, new SecureRandom());
        var builder =
                new JcaX509v3CertificateBuilder(
                        issuer, serial, dates.start(), dates.end(), subject, key);
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /// What a phone lists it as: with the name of the computer, for there may be several.
    private static X500Name authorityName(Collection<String> names) {
        String host = names.stream().filter(name -> name.endsWith(".local")).findFirst().orElse("");
        String name = ("Duologue " + host).strip();
        return new X500NameBuilder()
                .addRDN(BCStyle.CN, name.substring(0, Math.min(name.length(), MAX_COMMON_NAME)))
                .build();
    }

    private static NameConstraints constraints(Collection<String> names) {
        Stream<GeneralName> own =
                names.stream()
                        .filter(name -> !name.equals("::1")) // one of the private networks
                        .map(name -> isAddress(name) ? network(widened(name)) : generalName(name));
        Stream<GeneralName> networks = PRIVATE_NETWORKS.stream().map(CertificateMaker::network);
        return new NameConstraints(
                Stream.concat(own, networks)
                        .distinct()
                        .map(GeneralSubtree::new)
                        .toArray(GeneralSubtree[]::new),
                null);
    }

    /// Networks of IPv6 give a computer another address now and then, out of the same /64.
    private static String widened(String address) {
        return address + (address.contains(":") ? "/64" : "/32");
    }

    /// An address and a mask, RFC 5280 section 4.2.1.10.
    private static GeneralName network(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(text.substring(0, slash));
        int length = Integer.parseInt(text.substring(slash + 1));
        byte[] both = Arrays.copyOf(address, 2 * address.length);
        for (int bit = 0; bit < length; bit++) {
            both[address.length + bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
        }
        for (int i = 0; i < address.length; i++) {
            both[i] &= both[address.length + i];
        }
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(both));
    }

    private static GeneralNames generalNames(Collection<String> names) {
        return new GeneralNames(
                names.stream().map(CertificateMaker::generalName).toArray(GeneralName[]::new));
    }

    private static GeneralName generalName(String name) {
        return new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static boolean isAddress(String name) {
        return NetUtil.createByteArrayFromIpAddressString(name) != null;
    }

    private static byte[] bytes(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null ? new byte[IPV4_BYTES] : bytes;
    }
}
