package dev.duologue.server.tls;

import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.config.ServerConfig.TlsFiles;
import dev.duologue.server.net.StartException;
import dev.duologue.server.ops.DataDirectory;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The TLS context in force. New connections take the newest; open ones keep theirs, so nobody is
/// dropped when a certificate changes.
public final class TlsContexts implements Supplier<SslContext> {
    private static final System.Logger LOG = System.getLogger(TlsContexts.class.getName());

    /// BoringSSL where its library loads, or else the JDK's own TLS, which costs more.
    private static final SslProvider PROVIDER =
            OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    private final Optional<TlsFiles> given;
    private final CertificateFolder folder;
    private volatile State state;

    /// What the last look found wrong, which is said once; empty if nothing was.
    private String complaint = "";

    private TlsContexts(Optional<TlsFiles> given, CertificateFolder folder) throws StartException {
        this.given = given;
        this.folder = folder;
        this.state = load(files());
    }

    /// Reads the certificate, or makes one.
    ///
    /// @throws StartException if that is not possible
    public static TlsContexts open(
            ServerConfig config, DataDirectory directory, InstantSource clock)
            throws StartException {
        return new TlsContexts(
                config.tlsFiles(), new CertificateFolder(directory, OwnNames::lasting, clock));
    }

    @Override
    public SslContext get() {
        return state.context;
    }

    /// Looks whether the files changed, or whether the own certificate needs to, and takes the new
    /// one from now on. What cannot be read leaves the old one in force.
    public synchronized void refresh() {
        try {
            TlsFiles files = files();
            if (!Version.of(files).equals(state.version)) {
                state = load(files);
                LOG.log(Level.INFO, "the TLS certificate changed: new connections get the new one");
            }
            complaint = "";
        } catch (StartException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String problem) {
        if (!problem.equals(complaint)) {
            complaint = problem;
            LOG.log(Level.WARNING, "the old TLS certificate stays: {0}", problem);
        }
    }

    private TlsFiles files() throws StartException {
        return given.isPresent() ? given.get() : folder.ensure();
    }

    private State load(TlsFiles files) throws StartException {
        Version version = Version.of(files);
        try {
            PrivateKey key = PemFiles.privateKey(files.key());
            X509Certificate[] chain = PemFiles.chain(files.certificate());
            // The folder looks at its own pair; trying a key is slow while the program is young.
            if (given.isPresent() && !PemFiles.isPair(key, chain[0])) {
                throw new GeneralSecurityException("the key is another certificate's");
            }
            SslContext context =
                    SslContextBuilder.forServer(key, chain)
                            .sslProvider(PROVIDER)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .build();
            return new State(context, version);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StartException(
                    "tls-cert = "
                            + files.certificate()
                            + ", tls-key = "
                            + files.key()
                            + ": must be a PEM certificate chain and its private key: "
                            + e.getMessage());
        }
    }

    private record State(SslContext context, Version version) {}

    /// Tells one content of the two files from another.
    private record Version(List<FileTime> changed, List<Long> sizes) {
        static Version of(TlsFiles files) throws StartException {
            return new Version(
                    List.of(changed(files.certificate()), changed(files.key())),
                    List.of(size(files.certificate()), size(files.key())));
        }

        private static FileTime changed(Path file) throws StartException {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException _) {
                throw new StartException("cannot read " + file);
            }
        }

        private static long size(Path file) throws StartException {
            try {
                return Files.size(file);
            } catch (IOException _) {
                throw new StartException("cannot read " + file);
            }
        }
    }
}
