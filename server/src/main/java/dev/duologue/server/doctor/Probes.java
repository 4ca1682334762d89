package dev.duologue.server.doctor;

import dev.duologue.server.ops.UdpProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Asks a server as its clients do.
public final class Probes {
    private static final int PATIENCE_MILLIS = 3000;

    private Probes() {}

    /// Whether something accepts connections there.
    public static boolean accepts(InetAddress address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether STUN over UDP is answered there.
    public static boolean answersOverUdp(InetAddress address, int port) {
        try {
            return UdpProbe.answersFrom(
                    new InetSocketAddress(0), new InetSocketAddress(address, port));
        } catch (IOException _) {
            return false;
        }
    }

    /// The certificate that is shown there, whoever signed it; empty if there is no TLS.
    public static Optional<X509Certificate> certificate(InetAddress address, int port) {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            try (var tls =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, address.getHostAddress(), port, true)) {
                tls.startHandshake();
                Certificate shown = tls.getSession().getPeerCertificates()[0];
                return shown instanceof X509Certificate own ? Optional.of(own) : Optional.empty();
            }
        } catch (IOException _) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) { // every Java platform has TLS
            throw new IllegalStateException(impossible);
        }
    }

    /// The certificate is looked at, not relied upon.
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("no client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // whatever it is
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
