package dev.duologue.turn.internal.engine;

import dev.duologue.turn.internal.allocation.ClientLink;
import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.internal.engine.Packet.Destination;
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
import dev.duologue.turn.stun.StunDecodeException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A client that speaks to a [World] and sees what becomes of each of its messages.
final class TestClient {
    final World world;
    final ClientLink link;
    final TransportAddress address;
    final String username;
    final String password;
    final Packet packet;
    String nonce = "";
    private long transactions = 1;

    TestClient(
            World world,
            ClientLink link,
            TransportAddress address,
            String username,
            String password) {
        this.world = world;
        this.link = link;
        this.address = address;
        this.username = username;
        this.password = password;
        this.packet = new Packet(link, Unpooled.buffer(Packet.HEADROOM + 70_000));
    }

    FiveTuple fiveTuple() {
        return new FiveTuple(link, address, World.SERVER);
    }

    /// Sends bytes; what became of them is in [#packet].
    Destination send(ByteBuf message) {
        packet.high = address.high();
        packet.low = address.low();
        packet.port = address.port();
        packet.serverHigh = World.SERVER.high();
        packet.serverLow = World.SERVER.low();
        packet.serverPort = World.SERVER.port();
        packet.link = link;
        packet.start = Packet.HEADROOM;
        packet.end = packet.start + message.readableBytes();
        Arrays.fill(packet.bytes.array(), (byte) 0xAA); // what packets of others left there
        packet.bytes.setBytes(packet.start, message);
        world.engine.receive(packet, world.now);
        return packet.destination;
    }

    Destination send(String hex) {
        return send(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", ""))));
    }

    /// What lies in the packet now.
    ByteBuf out() {
        return Unpooled.copiedBuffer(packet.bytes.slice(packet.start, packet.end - packet.start));
    }

    StunMessage outMessage() {
        try {
            return StunMessage.decode(out());
        } catch (StunDecodeException e) {
            throw new AssertionError(e);
        }
    }

    TransactionId transaction() {
        return new TransactionId((int) address.low(), transactions++);
    }

    ByteBuf unsigned(StunMethod method, TransactionId id, StunAttribute... attributes) {
        ByteBuf out = Unpooled.buffer();
        new StunMessage(StunClass.REQUEST, method, id, List.of(attributes)).encode(out);
        return out;
    }

    ByteBuf signed(StunMethod method, TransactionId id, StunAttribute... attributes) {
        List<StunAttribute> all = new ArrayList<>(List.of(attributes));
        all.add(new Username(username));
        all.add(new Realm(world.config.realm()));
        all.add(new Nonce(nonce));
        ByteBuf out = unsigned(method, id, all.toArray(StunAttribute[]::new));
        Integrity.SHA1.append(out, 0, key());
        return out;
    }

    IntegrityKey key() {
        return IntegrityKey.longTerm(username, world.config.realm(), password, IntegrityKey.MD5);
    }

    /// Sends a signed request, with a fresh nonce if there is none yet, and reads the answer.
    StunMessage request(StunMethod method, StunAttribute... attributes) {
        if (nonce.isEmpty()) {
            learnNonce();
        }
        return answer(signed(method, transaction(), attributes));
    }

    StunMessage answer(ByteBuf message) {
        if (send(message) != Destination.SENDER) {
            throw new AssertionError("no answer");
        }
        return outMessage();
    }

    void learnNonce() {
        StunMessage challenge = answer(unsigned(StunMethod.ALLOCATE, transaction()));
        nonce = challenge.find(Nonce.class).orElseThrow().value();
    }

    /// The error of an answer; 0 for success.
    static int code(StunMessage answer) {
        return answer.find(ErrorCode.class).map(ErrorCode::code).orElse(0);
    }

    int code(StunMethod method, StunAttribute... attributes) {
        return code(request(method, attributes));
    }

    /// Allocates and says where.
    TransportAddress allocate(StunAttribute... attributes) {
        return allocation(attributes).find(XorRelayedAddress.class).orElseThrow().address();
    }

    StunMessage allocation(StunAttribute... attributes) {
        List<StunAttribute> all = new ArrayList<>(List.of(attributes));
        all.add(new RequestedTransport(17));
        return request(StunMethod.ALLOCATE, all.toArray(StunAttribute[]::new));
    }

    int permit(TransportAddress... peers) {
        XorPeerAddress[] attributes = new XorPeerAddress[peers.length];
        for (int i = 0; i < peers.length; i++) {
            attributes[i] = new XorPeerAddress(peers[i]);
        }
        return code(StunMethod.CREATE_PERMISSION, attributes);
    }

    int bind(int number, TransportAddress peer) {
        return code(StunMethod.CHANNEL_BIND, new ChannelNumber(number), new XorPeerAddress(peer));
    }

    int refresh(long seconds) {
        return code(StunMethod.REFRESH, new Lifetime(seconds));
    }

    ByteBuf sendIndication(TransportAddress peer, byte[] data, StunAttribute... more) {
        List<StunAttribute> all = new ArrayList<>();
        all.add(new XorPeerAddress(peer));
        all.add(new Data(Unpooled.wrappedBuffer(data)));
        all.addAll(List.of(more));
        ByteBuf out = Unpooled.buffer();
        new StunMessage(StunClass.INDICATION, StunMethod.SEND, transaction(), all).encode(out);
        return out;
    }

    static ByteBuf channelData(int number, byte[] data) {
        return Unpooled.buffer().writeShort(number).writeShort(data.length).writeBytes(data);
    }

    /// The data of what lies in the packet, whatever it is wrapped in.
    Optional<byte[]> outData() {
        ByteBuf out = out();
        if ((out.getByte(0) & 0xC0) == 0x40) {
            return Optional.of(ByteBufUtil.getBytes(out, 4, out.getUnsignedShort(2)));
        }
        return outMessage().find(Data.class).map(data -> ByteBufUtil.getBytes(data.value()));
    }
}
