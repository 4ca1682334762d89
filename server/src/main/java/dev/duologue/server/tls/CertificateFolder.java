package dev.duologue.server.tls;

import dev.duologue.server.config.ServerConfig.TlsFiles;
import dev.duologue.server.net.StartException;
import dev.duologue.server.ops.DataDirectory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/// Keeps the certificate that this computer made for itself in the data directory, readable by its
/// owner alone, and makes a new one when it nears its end or no longer names every address.
final class CertificateFolder {
    private static final String CERTIFICATE = "tls-cert.pem";
    private static final String KEY = "tls-key.pem";

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
    /// @throws StartException if the folder cannot be written
    TlsFiles ensure() throws StartException {
        var files = new TlsFiles(directory.file(CERTIFICATE), directory.file(KEY));
        return isGood(files)
                ? files
                : directory.exclusively(() -> {
                    if (!isGood(files)) { // another process may have made one meanwhile
                        write(CertificateMaker.make(names.get(), clock.instant()));
                    }
                    return files;
                });
    }

    private boolean isGood(TlsFiles files) {
        try {
            X509Certificate certificate = PemFiles.chain(files.certificate())[0];
            return SelfSigned.isGood(certificate, names.get(), clock.instant())
                    && PemFiles.isPair(PemFiles.privateKey(files.key()), certificate);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private void write(SelfSigned made) throws IOException {
        try {
            // The key first: a certificate is only ever found with its key there already.
            directory.write(KEY, pem("PRIVATE KEY", made.keys().getPrivate().getEncoded()));
            directory.write(CERTIFICATE, pem("CERTIFICATE", made.certificate().getEncoded()));
        } catch (CertificateException impossible) { // it was encoded when it was signed
            throw new IOException(impossible);
        }
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
