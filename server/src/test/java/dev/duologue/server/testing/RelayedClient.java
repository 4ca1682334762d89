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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A client of the relay over TCP that holds one allocation, as a page in a relayed call does.
public final class RelayedClient implements AutoCloseable {
    private static final String REALM = "duologue";
    private static final int UDP = 17;

    private final RawConnection connection;

    private RelayedClient(RawConnection connection) {
        this.connection = connection;
    }

    /// Allocates with a credential of the secret in the data directory.
    public static RelayedClient allocate(int port, Path data) throws IOException {
        var client = new RelayedClient(RawConnection.open(port));
        var secret = new TurnCredentials(Files.readString(data.resolve("turn-secret")).strip());
        var credential = secret.issue("r", "ann", Instant.now().plusSeconds(3600));
        var key =
                IntegrityKey.longTerm(
                        credential.username(), REALM, credential.password(), IntegrityKey.MD5);
        StunMessage challenge = client.ask(client.request(List.of()));
        ByteBuf signed =
                client.request(
                        List.of(
                                new Username(credential.username()),
                                new Realm(REALM),
                                challenge.find(Nonce.class).orElseThrow()));
        Integrity.SHA1.append(signed, 0, key);
        StunMessage answer = client.ask(signed);
        if (answer.has(ErrorCode.class)) {
            throw new AssertionError(answer);
        }
        return client;
    }

    /// Gives the allocation up.
    public void free() {
        connection.close();
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

    private StunMessage ask(ByteBuf request) {
        connection.send(ByteBufUtil.getBytes(request));
        byte[] header = connection.read(StunMessage.HEADER_SIZE);
        byte[] rest = connection.read(Unpooled.wrappedBuffer(header).getUnsignedShort(2));
        try {
            return StunMessage.decode(Unpooled.wrappedBuffer(header, rest));
        } catch (StunDecodeException e) {
            throw new AssertionError(e);
        }
    }
}
