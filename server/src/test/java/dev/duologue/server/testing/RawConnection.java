package dev.duologue.server.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A client that can send any bytes at all, and waits for none of the server's for ever.
public final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Connects to loopback.
    public static RawConnection open(int port) {
        try {
            return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Connects, and takes few bytes before the application reads them.
    public static RawConnection openNarrow(int port) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same over TLS, trusting anybody.
    ///
    /// @param protocols to offer (ALPN, RFC 7301)
    public RawConnection startTls(String... protocols) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnybody()}, null);
            var secure =
                    (SSLSocket)
                            context.getSocketFactory().createSocket(socket, "localhost", 0, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return new RawConnection(secure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The certificate that the server showed.
    public X509Certificate certificate() {
        try {
            return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends text, one byte for each character.
    public RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends bytes in one piece.
    public RawConnection send(byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends what may come too late, because the server has closed already.
    public RawConnection trySend(byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException _) {
            // it has
        }
        return this;
    }

    /// One byte; -1 at the end.
    public int read() {
        try {
            return in.read();
        } catch (SocketTimeoutException _) {
            throw new AssertionError("the server says nothing");
        } catch (SocketException _) {
            return -1; // reset
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What one read gives; over TLS, the content of one record.
    public byte[] readOnce() {
        try {
            byte[] bytes = new byte[20_000];
            return Arrays.copyOf(bytes, Math.max(in.read(bytes), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As many bytes as asked for.
    public byte[] read(int count) {
        try {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new AssertionError("the server closed after " + bytes.length + " bytes");
            }
            return bytes;
        } catch (SocketTimeoutException _) {
            throw new AssertionError("the server says nothing");
        } catch (EOFException _) {
            throw new AssertionError("the server closed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything until the server closes.
    public String readToEnd() {
        var text = new StringBuilder();
        for (int next = read(); next >= 0; next = read()) {
            text.append((char) next);
        }
        return text.toString();
    }

    /// One line, without its end.
    public String readLine() {
        var line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) {
                throw new AssertionError("the server closed after \"" + line + '"');
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /// An answer with its body.
    public HttpAnswer readAnswer() {
        HttpAnswer head = readHead();
        int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
        String body = new String(read(length), StandardCharsets.ISO_8859_1);
        return new HttpAnswer(head.status(), head.headers(), body);
    }

    /// The status of the answer to a GET.
    public int status(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").readAnswer().status();
    }

    /// An answer that has no body, whatever its headers say.
    public HttpAnswer readHead() {
        String status = readLine();
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        return new HttpAnswer(Integer.parseInt(status.split(" ", 3)[1]), headers, "");
    }

    /// Breaks the connection without a word.
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class TrustAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
