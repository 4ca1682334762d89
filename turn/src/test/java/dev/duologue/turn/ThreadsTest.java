package dev.duologue.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.turn.internal.transport.SharedEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What fails is told, and ends no thread.
class ThreadsTest {
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final TurnListener listener =
            new TurnListener() {
                @Override
                public void failed(Throwable cause) {
                    failures.add(cause);
                }
            };

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorUnderOneDatagramIsToldAndTheNextIsAnswered(boolean nativeUdp) throws Exception {
        var fails = new AtomicBoolean(true);
        var real = new TurnCredentials("s");
        CredentialSource planted =
                new CredentialSource() {
                    @Override
                    public Optional<String> password(String username, Instant now) {
                        if (fails.get()) {
                            throw new StackOverflowError("planted");
                        }
                        return real.password(username, now);
                    }

                    @Override
                    public String room(String username) {
                        return real.room(username);
                    }
                };
        TurnConfig config = TurnConfig.builder().nativeUdp(nativeUdp).build();
        try (var server = new TurnServer(config, planted, PeerPolicy.standard(), listener)) {
            int port = server.bindUdp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (var doomed = SocketClient.udp("127.0.0.1", port, "doomed");
                    var alice = SocketClient.udp("127.0.0.1", port, "alice")) {
                Thread.ofPlatform().daemon().start(() -> askInVain(doomed));
                FaultsTest.await(() -> !failures.isEmpty());
                assertThat(failures).allMatch(StackOverflowError.class::isInstance);
                fails.set(false);
                assertThat(alice.allocate()).isNotNull();
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    /// Ends when the client is closed.
    private static void askInVain(SocketClient client) {
        assertThatThrownBy(client::allocate).isInstanceOf(IOException.class);
    }

    @Test
    void anErrorUnderATickIsReportedAndTheNextTickComes() {
        tickTwice(listener);
    }

    @Test
    void anErrorUnderTheReportOfAnErrorEndsNoTick() {
        tickTwice(
                new TurnListener() {
                    @Override
                    public void failed(Throwable cause) {
                        failures.add(cause);
                        throw new OutOfMemoryError("planted");
                    }
                });
    }

    private void tickTwice(TurnListener told) {
        var fails = new AtomicBoolean();
        LongSupplier clock =
                () -> {
                    if (fails.getAndSet(false)) {
                        throw new StackOverflowError("planted");
                    }
                    return SharedEngine.uptime();
                };
        try (var server =
                new TurnServer(
                        TurnConfig.defaults(),
                        new TurnCredentials("s"),
                        PeerPolicy.standard(),
                        told,
                        clock)) {
            fails.set(true);
            FaultsTest.await(() -> failures.size() == 1);
            fails.set(true);
            FaultsTest.await(() -> failures.size() == 2);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void aServerThatIsClosedDoesNotSayThatItLives() throws IOException {
        var server = new TurnServer(TurnConfig.defaults(), new TurnCredentials("s"));
        server.bindUdp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        assertThat(server.isAlive()).isTrue();
        server.close();
        assertThat(server.isAlive()).isFalse();
    }
}
