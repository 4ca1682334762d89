package dev.duologue.server.tls;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
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

/// Makes certificates. The only user of Bouncy Castle besides old forms of keys, and apart from
/// [SelfSigned] because loading that library would add a third to every start of the program.
final class CertificateMaker {
    private static final Duration VALID_FOR = Duration.ofDays(397);

    /// Clocks of phones are wrong by hours.
    private static final Duration VALID_BEFORE = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;

    private CertificateMaker() {}

    /// Makes one.
    ///
    /// @param names DNS names and IP addresses
    static SelfSigned make(Collection<String> names, Instant now) {
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

    private static GeneralNames generalNames(Collection<String> names) {
        return new GeneralNames(
                names.stream().map(CertificateMaker::generalName).toArray(GeneralName[]::new));
    }

    private static GeneralName generalName(String name) {
        boolean address = NetUtil.createByteArrayFromIpAddressString(name) != null;
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}
