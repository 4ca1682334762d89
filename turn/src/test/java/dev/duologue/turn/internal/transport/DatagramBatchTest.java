package dev.duologue.turn.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.internal.allocation.ClientLink;
import dev.duologue.turn.internal.engine.Packet;
import dev.duologue.turn.stun.TransportAddress;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Datagrams of a TCP client, which are copied before they leave over UDP.
class DatagramBatchTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final DatagramBatch batch = new DatagramBatch(null);
    private final Packet packet =
            new Packet(new TcpLink(), Unpooled.buffer(Packet.HEADROOM + Packet.MAX_DATAGRAM));
    private final DatagramSocket receiver;
    private final DatagramSocket unread;
    private final int fd;

    DatagramBatchTest() throws IOException {
        receiver = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        receiver.setSoTimeout(10_000);
        unread = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        fd = LinuxSocket.open(TransportAddress.ipv6(0, 0, 0), false).fd();
    }

    private static final class TcpLink implements ClientLink {
        @Override
        public boolean stream() {
            return true;
        }

        @Override
        public String protocol() {
            return "tcp";
        }
    }

    @AfterEach
    void close() {
        receiver.close();
        unread.close();
        LinuxCalls.close(fd);
    }

    /// The room for copies runs out under a datagram that could join the message before it.
    @Test
    void datagramsOfOneSizeAfterAMegabyteOfLargeOnesAllArriveInOrder() throws IOException {
        for (int i = 0; i < 16; i++) {
            add(i, 65_000, unread);
        }
        for (int i = 0; i < 12; i++) {
            add(i, 1_000, receiver);
        }
        batch.flush();
        for (int i = 0; i < 12; i++) {
            assertThat(receive()).hasSize(1_000).startsWith(i);
        }
    }

    private void add(int first, int size, DatagramSocket to) {
        packet.start = Packet.HEADROOM;
        packet.end = packet.start + size;
        packet.bytes.setByte(packet.start, first);
        batch.add(fd, packet, target(to), false);
    }

    private static Target target(DatagramSocket socket) {
        var address = TransportAddress.of((InetSocketAddress) socket.getLocalSocketAddress());
        var target = new Target();
        target.high = address.high();
        target.low = address.low();
        target.port = address.port();
        return target;
    }

    private byte[] receive() throws IOException {
        var datagram = new DatagramPacket(new byte[2_000], 2_000);
        receiver.receive(datagram);
        return Arrays.copyOf(datagram.getData(), datagram.getLength());
    }

    /// Another thread may have collected a batch for a socket that is closed before it is sent.
    @Test
    void whatIsSentToASocketThatWasJustClosedLeavesByNoOther() throws IOException {
        LinuxSocket.Bound closed = LinuxSocket.open(TransportAddress.ipv6(0, 0, 0), false);
        packet.end = packet.start + 100;
        batch.add(closed.fd(), packet, target(receiver), false);
        LinuxSocket.retire(closed.fd());
        LinuxSocket.Bound next =
                LinuxSocket.open(TransportAddress.ipv6(0, 0, closed.port()), false);
        assertThat(next.port()).as("is free at once").isEqualTo(closed.port());
        assertThat(batch.flush()).as("refused").isEqualTo(1);
        add(7, 1_000, receiver);
        batch.flush();
        assertThat(receive()).as("the first to arrive").hasSize(1_000);
        LinuxCalls.close(next.fd());
    }
}
