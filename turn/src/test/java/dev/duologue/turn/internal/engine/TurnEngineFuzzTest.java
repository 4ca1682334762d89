package dev.duologue.turn.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.StunDecodeException;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.TransportAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Whatever a client with an allocation, a permission and a channel sends: nothing is thrown,
/// nothing goes to anyone but a client, and what leaves is a message.
class TurnEngineFuzzTest {
    private static final int CHANNEL = 0x4000;

    @FuzzTest
    void everyPacketIsAnsweredRelayedOrDropped(byte[] bytes) throws StunDecodeException {
        World world = new World();
        TestClient alice = world.client("room", "alice");
        TestClient bob = world.client("room", "bob");
        TransportAddress toAlice = alice.allocate();
        TransportAddress toBob = bob.allocate();
        alice.bind(CHANNEL, toBob);
        bob.permit(toAlice);
        for (ByteBuf message : new ByteBuf[] {plain(bytes), channelData(bytes), stun(bytes)}) {
            Destination destination = alice.send(message);
            assertThat(destination).isNotEqualTo(Destination.PEER);
            if (destination != Destination.NONE) {
                assertThat(alice.packet.start).isNotNegative();
                ByteBuf out = alice.out();
                if (StunMessage.isStun(out.getByte(0))) {
                    StunMessage.decode(out);
                }
            }
        }
        assertThat(world.engine.stats().allocations()).isEqualTo(2);
    }

    private static ByteBuf plain(byte[] bytes) {
        return Unpooled.wrappedBuffer(bytes);
    }

    private static ByteBuf channelData(byte[] bytes) {
        return Unpooled.buffer().writeShort(CHANNEL).writeBytes(bytes);
    }

    /// Bytes as attributes behind a header that is right.
    private static ByteBuf stun(byte[] bytes) {
        int size = bytes.length / 4 * 4;
        int type = size > 0 && bytes[0] < 0 ? 0x0016 : 0x0003;
        return Unpooled.buffer()
                .writeShort(type)
                .writeShort(size)
                .writeInt(StunMessage.MAGIC_COOKIE)
                .writeZero(12)
                .writeBytes(bytes, 0, size);
    }
}
