package dev.duologue.turn;

import dev.duologue.turn.stun.ChannelNumber;
import dev.duologue.turn.stun.Data;
import dev.duologue.turn.stun.ErrorCode;
import dev.duologue.turn.stun.Integrity;
import dev.duologue.turn.stun.IntegrityKey;
import dev.duologue.turn.stun.Lifetime;
import dev.duologue.turn.stun.Nonce;
import dev.duologue.turn.stun.Realm;
import dev.duologue.turn.stun.RequestedTransport;
import dev.duologue.turn.stun.StunAttribute;
import dev.duologue.turn.stun.StunClass;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.StunMethod;
import dev.duologue.turn.stun.TransactionId;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.Username;
import dev.duologue.turn.stun.XorPeerAddress;
import dev.duologue.turn.stun.XorRelayedAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A blocking TURN client on a real socket.
final class SocketClient implements AutoCloseable {
    private static final int TIMEOUT = 10_000;

    /// Milliseconds, RFC 8489 section 6.2.1.
    private static final int RETRANSMISSION = 500;

    /// How messages come and go.
    private interface Wire extends AutoCloseable {
        void send(ByteBuf message) throws IOException;

        ByteBuf receive() throws IOException;

        /// The next message, for which a request was sent; over UDP that is sent again.
        default ByteBuf receiveFor(ByteBuf request) throws IOException {
            return receive();
        }

        @Override
        void close() throws IOException;
    }

    private final Wire wire;
    private final TurnCredentials.Credential credential;
    private final String realm = TurnConfig.defaults().realm();
    private String nonce = "";
    private long transactions = System.identityHashCode(this);

    private SocketClient(Wire wire, String member) {
        this.wire = wire;
        this.credential =
                new TurnCredentials("s").issue("room", member, Instant.now().plusSeconds(3600));
    }

    static SocketClient udp(String host, int port, String member) throws IOException {
        return udp(host, port, member, TIMEOUT);
    }

    /// @param timeout milliseconds to wait for an answer
    static SocketClient udp(String host, int port, String member, int timeout) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(timeout);
        socket.setReceiveBufferSize(1 << 20);
        socket.connect(new InetSocketAddress(host, port));
        return new SocketClient(new Datagrams(socket, timeout), member);
    }

    /// Over UDP.
    private record Datagrams(DatagramSocket socket, int timeout) implements Wire {
        @Override
        public void send(ByteBuf message) throws IOException {
            byte[] bytes = ByteBufUtil.getBytes(message);
            socket.send(new DatagramPacket(bytes, bytes.length));
        }

        @Override
        public ByteBuf receive() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            socket.receive(packet);
            return Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength());
        }

        @Override
        public ByteBuf receiveFor(ByteBuf request) throws IOException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
            try {
                socket.setSoTimeout(Math.min(RETRANSMISSION, timeout));
                while (true) {
                    try {
                        return receive();
                    } catch (SocketTimeoutException e) {
                        if (System.nanoTime() >= end) {
                            throw e;
                        }
                        send(request);
                    }
                }
            } finally {
                socket.setSoTimeout(timeout);
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    static SocketClient tcp(String host, int port, String member) throws IOException {
        Socket socket = new Socket(host, port);
        socket.setSoTimeout(TIMEOUT);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return new SocketClient(
                new Wire() {
                    @Override
                    public void send(ByteBuf message) throws IOException {
                        message.writeZero(-message.readableBytes() & 3);
                        socket.getOutputStream().write(ByteBufUtil.getBytes(message));
                    }

                    @Override
                    public ByteBuf receive() throws IOException {
                        byte[] header = in.readNBytes(4);
                        int length = Unpooled.wrappedBuffer(header).getUnsignedShort(2);
                        boolean stun = StunMessage.isStun(header[0]);
                        byte[] rest = in.readNBytes(stun ? 16 + length : (length + 3) & ~3);
                        return Unpooled.wrappedBuffer(header, rest);
                    }

                    @Override
                    public void close() throws IOException {
                        socket.close();
                    }
                },
                member);
    }

    private StunMessage request(StunMethod method, StunAttribute... attributes) throws Exception {
        StunMessage answer = answer(method, attributes);
        if (code(answer) != 0) {
            throw new AssertionError(method + ": " + code(answer));
        }
        return answer;
    }

    /// The answer to a signed request, whatever it is but 401 and 438 for want of a nonce.
    private StunMessage answer(StunMethod method, StunAttribute... attributes) throws Exception {
        List<StunAttribute> all = new ArrayList<>(List.of(attributes));
        all.add(new Username(credential.username()));
        all.add(new Realm(realm));
        all.add(new Nonce(nonce));
        TransactionId id = new TransactionId(1, transactions);
        ByteBuf out = encoded(StunClass.REQUEST, method, all);
        Integrity.SHA1.append(
                out,
                0,
                IntegrityKey.longTerm(
                        credential.username(), realm, credential.password(), IntegrityKey.MD5));
        wire.send(out);
        StunMessage answer = answerTo(out, id);
        if (code(answer) == 438) {
            nonce = answer.find(Nonce.class).orElseThrow().value();
            return answer(method, attributes);
        }
        return answer;
    }

    /// Other messages were on their way: data, or the answer to what was sent twice.
    private StunMessage answerTo(ByteBuf request, TransactionId id) throws Exception {
        while (true) {
            ByteBuf message = wire.receiveFor(request);
            if (StunMessage.isStun(message.getByte(0))) {
                StunMessage answer = StunMessage.decode(message);
                if (answer.transactionId().equals(id)) {
                    return answer;
                }
            }
        }
    }

    private static int code(StunMessage answer) {
        return answer.find(ErrorCode.class).map(ErrorCode::code).orElse(0);
    }

    private ByteBuf encoded(StunClass kind, StunMethod method, List<StunAttribute> attributes) {
        ByteBuf out = Unpooled.buffer();
        TransactionId id = new TransactionId(1, transactions++);
        new StunMessage(kind, method, id, attributes).encode(out);
        return out;
    }

    /// Asks for an allocation without saying who asks.
    ///
    /// @return the error
    int allocateAsStranger() throws Exception {
        List<StunAttribute> attributes = List.of(new RequestedTransport(17));
        wire.send(encoded(StunClass.REQUEST, StunMethod.ALLOCATE, attributes));
        return code(StunMessage.decode(wire.receive()));
    }

    /// Asks where it comes from. Over UDP, what was sent before has been dealt with by the answer.
    void binding() throws Exception {
        wire.send(encoded(StunClass.REQUEST, StunMethod.BINDING, List.of()));
        StunMessage.decode(wire.receive());
    }

    TransportAddress allocate(StunAttribute... attributes) throws Exception {
        List<StunAttribute> all = new ArrayList<>(List.of(attributes));
        all.add(new RequestedTransport(17));
        return request(StunMethod.ALLOCATE, all.toArray(StunAttribute[]::new))
                .find(XorRelayedAddress.class)
                .orElseThrow()
                .address();
    }

    /// The error of an Allocate; 0 if there is an allocation now.
    int allocationError() throws Exception {
        return code(answer(StunMethod.ALLOCATE, new RequestedTransport(17)));
    }

    /// Gives the allocation up.
    void free() throws Exception {
        request(StunMethod.REFRESH, new Lifetime(0));
    }

    /// The error of a CreatePermission.
    int permissionError(TransportAddress peer) throws Exception {
        return code(answer(StunMethod.CREATE_PERMISSION, new XorPeerAddress(peer)));
    }

    /// The error of a ChannelBind.
    int channelError(int number, TransportAddress peer) throws Exception {
        return code(
                answer(
                        StunMethod.CHANNEL_BIND,
                        new ChannelNumber(number),
                        new XorPeerAddress(peer)));
    }

    void permit(TransportAddress peer) throws Exception {
        request(StunMethod.CREATE_PERMISSION, new XorPeerAddress(peer));
    }

    void bindChannel(int number, TransportAddress peer) throws Exception {
        request(StunMethod.CHANNEL_BIND, new ChannelNumber(number), new XorPeerAddress(peer));
    }

    void sendChannelData(int number, byte[] data) throws IOException {
        wire.send(
                Unpooled.buffer(data.length + 8)
                        .writeShort(number)
                        .writeShort(data.length)
                        .writeBytes(data));
    }

    void sendIndication(TransportAddress peer, byte[] data) throws IOException {
        List<StunAttribute> attributes =
                List.of(new XorPeerAddress(peer), new Data(Unpooled.wrappedBuffer(data)));
        wire.send(encoded(StunClass.INDICATION, StunMethod.SEND, attributes));
    }

    /// The data of the next message.
    byte[] receiveData() throws Exception {
        ByteBuf message = wire.receive();
        if (!StunMessage.isStun(message.getByte(0))) {
            return ByteBufUtil.getBytes(message, 4, message.getUnsignedShort(2));
        }
        return ByteBufUtil.getBytes(
                StunMessage.decode(message).find(Data.class).orElseThrow().value());
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
