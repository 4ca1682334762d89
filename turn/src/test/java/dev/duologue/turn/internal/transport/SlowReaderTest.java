package dev.duologue.turn.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.PeerPolicy;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnCredentials;
import dev.duologue.turn.TurnListener;
import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.engine.Packet;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.internal.engine.TurnEngine;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Group 11 of the abuse checklist: what a client does not read is bounded.
class SlowReaderTest {
    private static final int SIZE = 1_200;
    private final TurnConfig config = TurnConfig.builder().streamBacklog(65_536).build();
    private final SharedEngine engine =
            new SharedEngine(
                    new TurnEngine(
                            new TurnEngine.Parts(
                                    config,
                                    new TurnCredentials("s"),
                                    PeerPolicy.standard(),
                                    TurnListener.NONE,
                                    InstantSource.system()),
                            new VirtualRelays(new RelayHosts(List.of()))),
                    SharedEngine::uptime);
    private final StreamLink link = new StreamLink(engine, config, "tcp", null);
    private final EmbeddedChannel channel = new StalledConnection();

    /// A connection whose other side never reads: what is flushed stays in the buffer.
    private final class StalledConnection extends EmbeddedChannel {
        StalledConnection() {
            super(link);
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("192.0.2.1", 1234);
        }

        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress("203.0.113.10", 443);
        }

        @Override
        protected void doWrite(io.netty.channel.ChannelOutboundBuffer in) {
            // The window of the other side is closed.
        }
    }

    @Test
    void dataForAClientThatDoesNotReadIsDroppedBeyondTheBacklog() {
        Packet packet = new Packet(link, Unpooled.buffer(Packet.HEADROOM + 2_048));
        SendQueue out = new SendQueue(null);
        for (int i = 0; i < 10_000; i++) {
            packet.start = Packet.HEADROOM;
            packet.end = packet.start + SIZE;
            packet.destination = Destination.CLIENT;
            engine.begin();
            link.send(out, packet, new Target());
            engine.end(out);
        }
        long waiting = channel.unsafe().outboundBuffer().totalPendingWriteBytes();
        assertThat(waiting).isBetween(65_536L, 65_536L + 2 * SIZE);
        assertThat(engine.use(TurnEngine::stats).dropped().get(Drop.SLOW_READER))
                .isGreaterThan(9_900);
        assertThat(channel.isOpen()).isTrue();
        var _ = channel.close();
        channel.checkException();
    }
}
