package dev.duologue.server.tls;

import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.config.ServerConfig.TlsFiles;
import dev.duologue.server.ops.DataDirectory;
import dev.duologue.server.ops.StartException;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The TLS context in force. New connections take the newest; open ones keep theirs, so nobody is
/// dropped when a certificate changes.
public final class TlsContexts implements Supplier<SslContext> {
    private static final System.Logger LOG = System.getLogger(TlsContexts.class.getName());

    /// BoringSSL where its library loads, or else the JDK's own TLS, which costs more.
    private static final SslProvider PROVIDER =
            OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    private final CertificateFolder folder;
    private final InstantSource clock;
    private Optional<TlsFiles> given;
    private volatile State state;

    /// What the last look found wrong. It is said when the next look finds the same: between the
    /// first and the second file of a swap nothing fits.
    private String seen = "";

    /// What was said last, to say it once.
    private String said = "";

    private TlsContexts(Optional<TlsFiles> given, CertificateFolder folder, InstantSource clock)
            throws StartException {
        this.given = given;
        this.folder = folder;
        this.clock = clock;
        this.state = load(read(given), given.isPresent());
        warn();
    }

    /// Reads the certificate, or makes one.
    ///
    /// @throws StartException if that is not possible
    public static TlsContexts open(
            ServerConfig config, DataDirectory directory, InstantSource clock)
            throws StartException {
        return new TlsContexts(
                config.tlsFiles(),
                new CertificateFolder(directory, OwnNames::lasting, clock),
                clock);
    }

    /// Does the same on a thread of its own, for a certificate takes a second to make.
    ///
    /// @return completed with [StartException] if that is not possible
    public static CompletableFuture<TlsContexts> opening(
            ServerConfig config, DataDirectory directory, InstantSource clock) {
        var opening = new CompletableFuture<TlsContexts>();
        Thread.ofPlatform()
                .daemon()
                .name("tls")
                .start(() -> {
                    try {
                        opening.complete(open(config, directory, clock));
                    } catch (Throwable failure) { // whoever waits for it is told
                        opening.completeExceptionally(failure);
                    }
                });
        return opening;
    }

    @Override
    public SslContext get() {
        return state.context;
    }

    /// From when to when browsers take the certificate in force.
    public CertificateDates dates() {
        return state.dates;
    }

    /// Whether the operator gave the certificate in force.
    public boolean isGiven() {
        return state.given;
    }

    /// The authority of the certificate in force, in DER, where that is our own.
    public Optional<byte[]> authority() {
        if (state.given) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.authority().getEncoded());
        } catch (StartException | CertificateEncodingException _) { // deleted meanwhile
            return Optional.empty();
        }
    }

    /// Looks whether the files changed, or whether the own certificate needs to, and takes the new
    /// one from now on. What cannot be used leaves the old one in force, which is said once, when a
    /// second look finds it too.
    public synchronized void refresh() {
        String problem = take(given);
        if (problem.equals(seen)) {
            complain(problem);
        }
        seen = problem;
        warn();
    }

    /// Takes the certificate that new settings name, as [#refresh] does, and says at once what is
    /// wrong with it.
    public synchronized void reload(Optional<TlsFiles> files) {
        String problem = take(files);
        if (problem.isEmpty()) {
            given = files;
        }
        said = "";
        complain(problem);
        warn();
    }

    /// @return what is wrong; empty if nothing is
    private String take(Optional<TlsFiles> files) {
        try {
            Pem pem = read(files);
            if (!pem.equals(state.pem)) {
                state = load(pem, files.isPresent());
                LOG.log(Level.INFO, "the TLS certificate changed: new connections get the new one");
            }
            return "";
        } catch (StartException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) { // a bug; the next look must come all the same
            return e.toString();
        }
    }

    private void complain(String problem) {
        if (!problem.isEmpty() && !problem.equals(said)) {
            LOG.log(Level.WARNING, "the old TLS certificate stays: {0}", problem);
        }
        said = problem;
    }

    private void warn() {
        String warning = state.dates.warning(clock.instant()).orElse("");
        if (!warning.isEmpty() && !warning.equals(state.warned)) {
            LOG.log(Level.WARNING, "{0}", warning);
        }
        state.warned = warning;
    }

    private Pem read(Optional<TlsFiles> files) throws StartException {
        TlsFiles all = files.isPresent() ? files.get() : folder.ensure();
        try {
            return new Pem(all, PemFiles.read(all.certificate()), PemFiles.read(all.key()));
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private static State load(Pem pem, boolean given) throws StartException {
        try {
            PrivateKey key = PemFiles.privateKey(pem.key);
            List<X509Certificate> found = PemFiles.certificates(pem.certificate);
            // The folder looks at its own pair; trying a key is slow while the program is young.
            X509Certificate[] chain =
                    given
                            ? GivenCertificate.chain(key, found)
                            : found.toArray(X509Certificate[]::new);
            SslContext context =
                    SslContextBuilder.forServer(key, chain)
                            .sslProvider(PROVIDER)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .build();
            return new State(pem, given, context, CertificateDates.of(chain));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StartException(
                    "tls-cert = "
                            + pem.files.certificate()
                            + ", tls-key = "
                            + pem.files.key()
                            + ": must be a PEM certificate chain and its private key: "
                            + e.getMessage());
        }
    }

    /// The contents of the two files, by which a change is known: times and sizes stay the same in
    /// some swaps of links.
    private record Pem(TlsFiles files, String certificate, String key) {}

    private static final class State {
        private final Pem pem;
        private final boolean given;
        private final SslContext context;
        private final CertificateDates dates;
        private String warned = "";

        State(Pem pem, boolean given, SslContext context, CertificateDates dates) {
            this.pem = pem;
            this.given = given;
            this.context = context;
            this.dates = dates;
        }
    }
}
