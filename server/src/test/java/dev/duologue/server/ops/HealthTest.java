package dev.duologue.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.TestServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void thePartsThatDoNotWorkAreNamed() {
        var health =
                health(
                        new Health.Part("good", () -> true),
                        new Health.Part("bad", () -> false),
                        new Health.Part(
                                "failing",
                                () -> {
                                    throw new IOException("planted");
                                }),
                        new Health.Part(
                                "out of memory",
                                () -> {
                                    throw new OutOfMemoryError("planted");
                                }));
        assertThat(result(health.check())).containsExactly("bad", "failing", "out of memory");
    }

    @Test
    void withoutAThreadForTheCheckThatIsWhatDoesNotWork() {
        var full = new AtomicBoolean(true);
        var health =
                new Health(
                        List.of(),
                        now::get,
                        task -> {
                            if (full.get()) {
                                throw new OutOfMemoryError("planted");
                            }
                            return Thread.ofPlatform().unstarted(task);
                        });
        assertThat(result(health.check())).containsExactly("threads");
        full.set(false);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(result(health.check())).isEmpty();
    }

    @Test
    void howeverManyAskOneCheckRunsAtATimeAndIsGoodForASecond() throws InterruptedException {
        var checks = new AtomicInteger();
        var go = new CountDownLatch(1);
        var health =
                health(
                        new Health.Part(
                                "slow",
                                () -> {
                                    checks.incrementAndGet();
                                    go.await();
                                    return true;
                                }));
        CompletionStage<List<String>> first = health.check();
        CompletionStage<List<String>> second = health.check();
        go.countDown();
        assertThat(result(first)).isEmpty();
        assertThat(result(second)).isEmpty();
        now.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
        assertThat(result(health.check())).isEmpty();
        assertThat(checks).hasValue(1);
        now.addAndGet(1);
        assertThat(result(health.check())).isEmpty();
        assertThat(checks).hasValue(2);
    }

    @Test
    void aRelayIsAskedOverUdpAndAPortThatIsSilentDoesNotAnswer() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var server = TestServer.start("--no-turn=false");
                var silent = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            assertThat(UdpProbe.answers(new InetSocketAddress(loopback, server.port()))).isTrue();
            assertThat(UdpProbe.answers(new InetSocketAddress(server.port()))).isTrue();
            assertThat(UdpProbe.answers(new InetSocketAddress(loopback, silent.getLocalPort())))
                    .isFalse();
        }
    }

    private Health health(Health.Part... parts) {
        return new Health(List.of(parts), now::get);
    }

    private static List<String> result(CompletionStage<List<String>> check) {
        return check.toCompletableFuture().join();
    }
}
