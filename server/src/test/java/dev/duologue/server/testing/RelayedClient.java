package dev.duologue.server.testing;

import dev.duologue.turn.TurnCredentials;
import dev.duologue.turn.stun.ErrorCode;
import dev.duologue.turn.stun.Integrity;
import dev.duologue.turn.stun.IntegrityKey;
import dev.duologue.turn.stun.Nonce;
import dev.duologue.turn.stun.Realm;
import dev.duologue.turn.stun.RequestedTransport;
import dev.duologue.turn.stun.StunAttribute;
import dev.duologue.turn.stun.StunClass;
import dev.duologue.turn.stun.StunDecodeException;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.StunMethod;
import dev.duologue.turn.stun.TransactionId;
import dev.duologue.turn.stun.Username;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A client of the relay that holds one allocation, as a page in a relayed call does.
public final class RelayedClient implements AutoCloseable {
    private static final String REALM = "duologue";
    private static final int UDP = 17;
    private static final int NO_ROOM = 508;

    private final Wire wire;

    private RelayedClient(Wire wire) {
        this.wire = wire;
    }

    /// How messages come and go.
    private interface Wire {
        void send(byte[] message) throws IOException;

        ByteBuf receive() throws IOException;

        void close();
    }

    /// Allocates over TCP, with a credential of the secret in the data directory.
    public static RelayedClient allocate(int port, Path data) throws IOException {
        RawConnection connection = RawConnection.open(port);
        var client =
                new RelayedClient(
                        new Wire() {
                            @Override
                            public void send(byte[] message) {
                                connection.send(message);
                            }

                            @Override
                            public ByteBuf receive() {
                                byte[] header = connection.read(StunMessage.HEADER_SIZE);
                                int more = Unpooled.wrappedBuffer(header).getUnsignedShort(2);
                                return Unpooled.wrappedBuffer(header, connection.read(more));
                            }

                            @Override
                            public void close() {
                                connection.close();
                            }
                        });
        int refused = client.allocate(data);
        if (refused != 0) {
            throw new AssertionError(refused);
        }
        return client;
    }

    /// Allocates over UDP, from a port of its own.
    ///
    /// @return empty if the relay has no room for it (508)
    public static Optional<RelayedClient> allocateOverUdp(int port, Path data) throws IOException {
        var socket = new DatagramSocket();
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        socket.connect(InetAddress.getLoopbackAddress(), port);
        var client =
                new RelayedClient(
                        new Wire() {
                            @Override
                            public void send(byte[] message) throws IOException {
                                socket.send(new DatagramPacket(message, message.length));
                            }

                            @Override
                            public ByteBuf receive() throws IOException {
                                var packet = new DatagramPacket(new byte[1_500], 1_500);
                                socket.receive(packet);
                                return Unpooled.wrappedBuffer(
                                        packet.getData(), 0, packet.getLength());
                            }

                            @Override
                            public void close() {
                                socket.close();
                            }
                        });
        int refused = client.allocate(data);
        if (refused != 0 && refused != NO_ROOM) {
            throw new AssertionError(refused);
        }
        return refused == 0 ? Optional.of(client) : Optional.empty();
    }

    /// @return the error code; 0 if there is none
    private int allocate(Path data) throws IOException {
        var secret = new TurnCredentials(Files.readString(data.resolve("turn-secret")).strip());
        var credential = secret.issue("r", "ann", Instant.now().plusSeconds(3600));
        var key =
                IntegrityKey.longTerm(
                        credential.username(), REALM, credential.password(), IntegrityKey.MD5);
        StunMessage challenge = ask(request(List.of()));
        ByteBuf signed =
                request(
                        List.of(
                                new Username(credential.username()),
                                new Realm(REALM),
                                challenge.find(Nonce.class).orElseThrow()));
        Integrity.SHA1.append(signed, 0, key);
        return ask(signed).find(ErrorCode.class).map(ErrorCode::code).orElse(0);
    }

    /// Gives the allocation up.
    public void free() {
        wire.close();
    }

    @Override
    public void close() {
        free();
    }

    private ByteBuf request(List<StunAttribute> more) {
        List<StunAttribute> all = new ArrayList<>(more);
        all.add(new RequestedTransport(UDP));
        ByteBuf out = Unpooled.buffer();
        new StunMessage(
                        StunClass.REQUEST,
                        StunMethod.ALLOCATE,
                        new TransactionId(1, all.size()),
                        all)
                .encode(out);
        return out;
    }

    private StunMessage ask(ByteBuf request) throws IOException {
        wire.send(ByteBufUtil.getBytes(request));
        try {
            return StunMessage.decode(wire.receive());
        } catch (StunDecodeException e) {
            throw new AssertionError(e);
        }
    }
}
