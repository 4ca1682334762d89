package dev.duologue.turn.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.PeerPolicy;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnCredentials;
import dev.duologue.turn.TurnListener;
import dev.duologue.turn.internal.engine.TurnEngine;
import dev.duologue.turn.stun.StunMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups 9 to 11 and 14 of the abuse checklist on a stream, without a socket.
class StreamLinkTest {
    private static final String BINDING = "0001 0000 2112a442 000000000000000000000001";
    private final TurnConfig config = TurnConfig.defaults();
    private final SharedEngine engine =
            new SharedEngine(
                    new TurnEngine(
                            new TurnEngine.Parts(
                                    config,
                                    new TurnCredentials("secret"),
                                    PeerPolicy.standard(),
                                    TurnListener.NONE,
                                    InstantSource.system()),
                            new VirtualRelays(new RelayHosts(List.of()))),
                    SharedEngine::uptime);
    private final EmbeddedChannel channel = new Connection();

    /// An embedded channel with addresses of the internet.
    private final class Connection extends EmbeddedChannel {
        Connection() {
            super(new StreamLink(engine, config, "tcp", null));
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("192.0.2.1", 1234);
        }

        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress("203.0.113.10", 443);
        }
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    private int answers() throws Exception {
        int count = 0;
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            StunMessage.decode(out);
            out.release();
            count++;
        }
        return count;
    }

    @Test
    void aMessageMayComeByteByByte() throws Exception {
        ByteBuf message = bytes(BINDING);
        for (int i = 0; i < message.readableBytes(); i++) {
            assertThat(answers()).isZero();
            channel.writeInbound(message.copy(i, 1));
        }
        assertThat(answers()).isEqualTo(1);
        assertThat(channel.finish()).isFalse();
    }

    @Test
    void manyMessagesMayComeAtOnceCutAnywhere() throws Exception {
        ByteBuf three = bytes(BINDING + BINDING + BINDING);
        for (int cut = 0; cut <= three.readableBytes(); cut++) {
            channel.writeInbound(three.copy(0, cut));
            channel.writeInbound(three.copy(cut, three.readableBytes() - cut));
            assertThat(answers()).isEqualTo(3);
        }
        assertThat(channel.finish()).isFalse();
    }

    @ParameterizedTest // 14: decided on the first message
    @ValueSource(
            strings = {
                "474554202f20485454502f312e310d0a0d0a", // GET
                "434f4e4e454354202f", // CONNECT: its first byte could be ChannelData
                "4000 0004 00000000", // ChannelData before any request
                "1603010200010001fc0303", // TLS in TLS
                "50524f5859205443503420", // PROXY
                "0300 0000 2112a442 000000000000000000000001", // no request of any method
                "0001 0001 2112a442 000000000000000000000001 00", // a length that cannot be
                "0001 fff0 2112a442 000000000000000000000001", // a request without end
                "ffffffff",
            })
    void aConnectionThatIsNoTurnClientIsClosed(String hex) {
        channel.writeInbound(bytes(hex));
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.finish()).isFalse();
    }

    @Test // 9: slowloris and idle connections
    void aConnectionWithoutAllocationIsClosedInTime() {
        channel.writeInbound(bytes("0001"));
        channel.advanceTimeBy(29, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.finish()).isFalse();
    }

    @Test // 10: the length of ChannelData is without its padding, and 65535 does not wrap
    void theFramerFindsTheEndOfChannelDataOfEverySize() {
        for (int size : new int[] {0, 1, 2, 3, 4, 5, 65_531, 65_532, 65_533, 65_534, 65_535}) {
            StreamFramer framer = new StreamFramer(4096);
            assertThat(framer.next(bytes(BINDING))).isEqualTo(20);
            int padded = 4 + (size + 3) / 4 * 4;
            ByteBuf data = Unpooled.buffer().writeShort(0x4000).writeShort(size).writeZero(70_000);
            assertThat(framer.next(data.copy(0, padded - 1))).isEqualTo(StreamFramer.INCOMPLETE);
            assertThat(framer.next(data.copy(0, padded))).isEqualTo(padded);
        }
    }

    @Test
    void aSendIndicationMayBeAsLongAsItsLengthSays() {
        StreamFramer framer = new StreamFramer(4096);
        ByteBuf indication =
                Unpooled.buffer()
                        .writeBytes(bytes("0016 fffc 2112a442 000000000000000000000001"))
                        .writeZero(0xFFFC);
        assertThat(framer.next(indication)).isEqualTo(20 + 0xFFFC);
        assertThat(framer.next(bytes("0001 1000 2112a442 000000000000000000000001")))
                .isEqualTo(StreamFramer.BROKEN);
    }

    @Test // 11
    void aClientThatDoesNotReadItsAnswersIsClosed() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel.writeInbound(bytes(BINDING));
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.finish()).isFalse();
    }
}
