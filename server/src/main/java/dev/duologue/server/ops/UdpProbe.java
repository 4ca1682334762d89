package dev.duologue.server.ops;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/// Asks the relay over UDP as a client does: a Binding request, RFC 8489 section 3.
public final class UdpProbe {
    private static final int BINDING_REQUEST = 0x0001_0000; // type and length
    private static final int MAGIC_COOKIE = 0x2112_A442;
    private static final int HEADER = 20;
    private static final int TRANSACTION_ID = 12;
    private static final int TRIES = 3;
    private static final int WAIT_MILLIS = 700;

    private UdpProbe() {}

    /// Whether a Binding is answered; blocks for two seconds at most.
    ///
    /// @param address where the relay listens; the wildcard address is asked on loopback
    /// @throws IOException if nothing can be sent
    public static boolean answers(InetSocketAddress address) throws IOException {
        InetAddress host =
                address.getAddress().isAnyLocalAddress()
                        ? InetAddress.getLoopbackAddress()
                        : address.getAddress();
        return answersFrom(
                new InetSocketAddress(host, 0), new InetSocketAddress(host, address.getPort()));
    }

    /// The same, for any address.
    ///
    /// @param from where to ask from; the wildcard address leaves that to the system
    /// @throws IOException if nothing can be sent
    public static boolean answersFrom(InetSocketAddress from, InetSocketAddress address)
            throws IOException {
        byte[] id = new byte[TRANSACTION_ID];
        new SecureRandom().nextBytes(id);
        byte[] request =
                ByteBuffer.allocate(HEADER)
                        .putInt(BINDING_REQUEST)
                        .putInt(MAGIC_COOKIE)
                        .put(id)
                        .array();
        try (var socket = new DatagramSocket(from)) {
            socket.setSoTimeout(WAIT_MILLIS);
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(request, HEADER, address));
                if (hears(socket, id)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean hears(DatagramSocket socket, byte[] id) throws IOException {
        var answer = new DatagramPacket(new byte[512], 512);
        try {
            socket.receive(answer);
        } catch (SocketTimeoutException _) {
            return false;
        }
        byte[] bytes = answer.getData();
        return answer.getLength() >= HEADER
                && Arrays.equals(bytes, HEADER - id.length, HEADER, id, 0, id.length);
    }
}
