package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Counters;
import dev.duologue.server.ops.Failures;
import dev.duologue.signaling.memory.Budget;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/// A TLS connection on the very first start, while the certificate is being made.
class ProtocolSwitchTest {
    private static final byte[] TLS = {0x16, 3, 1};

    private final CompletableFuture<SslContext> certificate = new CompletableFuture<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    ProtocolSwitchTest() {
        var port =
                new PortContext(
                        () -> certificate,
                        new NoProtocols(),
                        Set.of(),
                        new ConnectionLimit(0, 0, () -> 0),
                        new OverLimit(),
                        new Counters(),
                        new Budget(1 << 20),
                        new OpenFiles(100),
                        new Failures(() -> 0));
        new RemoteClient(new InetSocketAddress("192.0.2.1", 5), false, RemoteClient.Via.SOCKET)
                .attachTo(channel);
        channel.pipeline().addLast(new ProtocolSwitch(port, true));
        channel.writeInbound(Unpooled.wrappedBuffer(TLS));
    }

    @Test
    void theConnectionWaitsAndItsLoopDoesNot() throws SSLException {
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(channel.pipeline().get(SslHandler.class)).isNull();

        certificate.complete(SslContextBuilder.forClient().build());
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(channel.pipeline().get(SslHandler.class)).isNotNull();
        channel.finishAndReleaseAll();
    }

    @Test
    void withoutACertificateTheConnectionCloses() {
        certificate.completeExceptionally(new IllegalStateException("planted"));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    private static final class NoProtocols implements StreamProtocols {
        @Override
        public void http(ChannelPipeline pipeline) {
            throw new AssertionError("this is TLS");
        }

        @Override
        public void stun(ChannelPipeline pipeline) {
            throw new AssertionError("this is TLS");
        }
    }
}
