package dev.duologue.server.tls;

import dev.duologue.server.config.ServerConfig.TlsFiles;
import dev.duologue.server.ops.DataDirectory;
import dev.duologue.server.ops.StartException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Keeps the certificate of this computer and the authority that signed it, both our own, in the
/// data directory. A new certificate is made when the old one nears its end or lacks an address;
/// its key and the authority stay, because phones trust the authority.
final class CertificateFolder {
    private static final System.Logger LOG = System.getLogger(CertificateFolder.class.getName());
    private static final String CERTIFICATE = "tls-cert.pem";
    private static final String KEY = "tls-key.pem";
    private static final String AUTHORITY = "tls-ca-cert.pem";
    private static final String AUTHORITY_KEY = "tls-ca-key.pem";

    /// Names of the last certificate that the next one keeps, so that a computer between two
    /// networks, or two computers on one directory, do not replace it in turns.
    private static final int MAX_NAMES = 2 * OwnNames.MAX_ADDRESSES;

    private final DataDirectory directory;
    private final Supplier<Set<String>> names;
    private final InstantSource clock;

    /// @param names that the certificate has to cover, asked each time
    CertificateFolder(DataDirectory directory, Supplier<Set<String>> names, InstantSource clock) {
        this.directory = directory;
        this.names = names;
        this.clock = clock;
    }

    /// The files of a good certificate, made just now where there was none.
    ///
    /// @throws StartException if the directory cannot be read or written
    TlsFiles ensure() throws StartException {
        var files = new TlsFiles(directory.file(CERTIFICATE), directory.file(KEY));
        return isGood()
                ? files
                : directory.exclusively(() -> {
                    if (!isGood()) { // another process may have made one meanwhile
                        renew();
                    }
                    return files;
                });
    }

    /// The authority that signed the certificate, for people to install.
    ///
    /// @throws StartException if it cannot be read
    X509Certificate authority() throws StartException {
        return read(AUTHORITY, AUTHORITY_KEY)
                .orElseThrow(() -> new StartException("cannot read " + directory.file(AUTHORITY)))
                .certificate();
    }

    private boolean isGood() throws StartException {
        Optional<Issued> leaf = read(CERTIFICATE, KEY);
        Optional<Issued> authority = read(AUTHORITY, AUTHORITY_KEY);
        if (leaf.isEmpty() || authority.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Set<String> wanted = names.get();
        X509Certificate issuer = authority.get().certificate();
        return CertificateRules.isAuthorityFor(issuer, wanted, now, now)
                && CertificateRules.isGood(leaf.get().certificate(), issuer, wanted, now);
    }

    private void renew() throws IOException, StartException {
        Instant now = clock.instant();
        Set<String> wanted = names.get();
        Issued authority = authority(wanted, now);
        Optional<Issued> old = read(CERTIFICATE, KEY);
        var all = new LinkedHashSet<>(CertificateRules.permitted(authority.certificate(), wanted));
        old.map(last -> CertificateRules.namesOf(last.certificate()))
                .map(last -> CertificateRules.permitted(authority.certificate(), last))
                .ifPresent(last -> add(last, all));
        if (old.isPresent() && old.get().key().getAlgorithm().equals("EC")) {
            X509Certificate last = old.get().certificate();
            write(CERTIFICATE, CertificateMaker.leaf(authority, last.getPublicKey(), all, now));
            return;
        }
        KeyPair keys = CertificateMaker.keys();
        // The key first: a certificate is only ever found with its key there already.
        write(KEY, keys.getPrivate());
        write(CERTIFICATE, CertificateMaker.leaf(authority, keys.getPublic(), all, now));
    }

    private static void add(Set<String> last, Set<String> all) {
        Set<String> known = new LinkedHashSet<>();
        all.forEach(name -> known.add(OwnNames.canonical(name)));
        last.stream()
                .filter(name -> known.add(OwnNames.canonical(name)))
                .limit(Math.max(0, MAX_NAMES - all.size()))
                .toList()
                .forEach(all::add);
    }

    private Issued authority(Set<String> wanted, Instant now) throws IOException, StartException {
        Optional<Issued> kept = read(AUTHORITY, AUTHORITY_KEY);
        Instant end = now.plus(CertificateMaker.VALID_FOR);
        if (kept.isPresent()
                && CertificateRules.isAuthorityFor(kept.get().certificate(), wanted, now, end)) {
            return kept.get();
        }
        boolean trusted = Files.exists(directory.file(AUTHORITY)) && mayBeTrusted();
        Issued made = CertificateMaker.authority(wanted, now);
        write(AUTHORITY_KEY, made.key());
        write(AUTHORITY, made.certificate());
        if (trusted) {
            LOG.log(
                    Level.WARNING,
                    "{0} could not be used any longer: made anew; phones that trusted it need the new one",
                    directory.file(AUTHORITY));
        }
        return made;
    }

    /// Whether a phone may have trusted the last authority. Not before the computer had an address
    /// in a network, as when it starts before its network does.
    private boolean mayBeTrusted() throws StartException {
        return read(CERTIFICATE, KEY)
                .map(last -> CertificateRules.isOfNetwork(last.certificate()))
                .orElse(true);
    }

    /// Empty where there is none that can be used.
    ///
    /// @throws StartException if the files are there and cannot be read now, such as for want of
    ///   descriptors: what nobody has looked at is not replaced
    private Optional<Issued> read(String certificate, String key) throws StartException {
        try {
            X509Certificate first =
                    PemFiles.certificates(PemFiles.read(directory.file(certificate))).getFirst();
            PrivateKey secret = PemFiles.privateKey(PemFiles.read(directory.file(key)));
            return PemFiles.isPair(secret, first)
                    ? Optional.of(new Issued(first, secret))
                    : Optional.empty();
        } catch (IOException e) {
            if (Files.exists(directory.file(certificate)) && Files.exists(directory.file(key))) {
                throw new StartException(String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void write(String name, PrivateKey key) throws IOException {
        directory.write(name, pem("PRIVATE KEY", key.getEncoded()));
    }

    private void write(String name, X509Certificate certificate) throws IOException {
        try {
            directory.write(name, pem("CERTIFICATE", certificate.getEncoded()));
        } catch (CertificateException impossible) { // it was encoded when it was signed
            throw new IOException(impossible);
        }
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
