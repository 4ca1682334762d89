package dev.duologue.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between clients and the server, passes every byte on, and breaks connections when it is
/// told to. Its own port stays the same over restarts of the server.
public final class CutProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean open = true;

    private CutProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /// Passes on to a port of loopback.
    public static CutProxy to(int target) {
        try {
            var proxy =
                    new CutProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where clients connect.
    public int port() {
        return listener.getLocalPort();
    }

    /// New connections go to another port.
    public void target(int port) {
        target = port;
    }

    /// Breaks every connection; new ones are let through.
    public void cut() {
        pairs.forEach(Pair::reset);
    }

    /// Lets no byte of the present connections through any more, and breaks none.
    public void freeze() {
        pairs.forEach(pair -> pair.frozen = true);
    }

    /// Breaks every connection, and every new one.
    public void shut() {
        open = false;
        cut();
    }

    /// Lets new connections through again.
    public void reopen() {
        open = true;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                begin(listener.accept());
            } catch (IOException _) {
                // it was closed, or the server is away
            }
        }
    }

    private void begin(Socket near) throws IOException {
        if (!open) {
            reset(near);
            return;
        }
        Socket far;
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException away) {
            reset(near);
            throw away;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        var pair = new Pair(near, far);
        pairs.add(pair);
        Thread.ofVirtual().start(() -> pass(pair, near, far));
        Thread.ofVirtual().start(() -> pass(pair, far, near));
        if (!open) { // shut just now
            pair.reset();
        }
    }

    private void pass(Pair pair, Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16_384];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (!pair.frozen) {
                    out.write(bytes, 0, count);
                }
            }
            if (!pair.frozen) {
                to.shutdownOutput();
            }
        } catch (IOException _) {
            pair.reset();
            pairs.remove(pair);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // it is closed
        }
    }

    private static final class Pair {
        private final Socket near;
        private final Socket far;
        private volatile boolean frozen;

        Pair(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void reset() {
            CutProxy.reset(near);
            CutProxy.reset(far);
        }
    }
}
