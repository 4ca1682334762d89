package dev.duologue.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.turn.internal.transport.SharedEngine;
import dev.duologue.turn.stun.EvenPort;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What fails is told, ends no thread, and keeps nothing.
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

    /// The range has one port, which a leak would take for good.
    @Test
    void anErrorInTheMiddleOfAnAllocateKeepsNoPort() throws Exception {
        var fails = new AtomicBoolean(true);
        var real = new TurnCredentials("s");
        CredentialSource planted =
                new CredentialSource() {
                    @Override
                    public Optional<String> password(String username, Instant now) {
                        return real.password(username, now);
                    }

                    @Override
                    public String room(String username) {
                        if (fails.getAndSet(false)) {
                            throw new OutOfMemoryError("planted");
                        }
                        return real.room(username);
                    }
                };
        int relayed = freePort();
        TurnConfig config =
                TurnConfig.builder()
                        .relayMode(RelayMode.OPEN)
                        .relayPorts(new PortRange(relayed, relayed))
                        .build();
        try (var server = new TurnServer(config, planted, PeerPolicy.standard(), listener)) {
            int port = server.bindUdp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (var alice = SocketClient.udp("127.0.0.1", port, "alice")) {
                assertThat(alice.allocate().port()).isEqualTo(relayed); // sent once more
                assertThat(failures).singleElement().isInstanceOf(OutOfMemoryError.class);
            }
        }
    }

    @Test
    void whatAListenerThrowsAtTheEndKeepsNoPort() throws Exception {
        TurnListener throwing =
                new TurnListener() {
                    @Override
                    public void ended(Allocated allocation, End end) {
                        throw new OutOfMemoryError("planted");
                    }
                };
        TurnConfig config = TurnConfig.builder().relayMode(RelayMode.OPEN).build();
        List<Integer> ports = new ArrayList<>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> failures.add(e));
        try (var server =
                new TurnServer(config, new TurnCredentials("s"), PeerPolicy.standard(), throwing)) {
            int port = server.bindUdp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (String name : List.of("alice", "bob")) {
                try (var client = SocketClient.udp("127.0.0.1", port, name)) {
                    ports.add(client.allocate().port());
                }
            }
            try (var carol = SocketClient.udp("127.0.0.1", port, "carol")) {
                int even = carol.allocate(new EvenPort(true)).port();
                ports.add(even);
                ports.add(even + 1); // kept, and never asked for
            }
            assertThat(ports).noneMatch(ThreadsTest::isFree);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(failures).hasSize(3).allMatch(OutOfMemoryError.class::isInstance);
        FaultsTest.await(() -> ports.stream().allMatch(ThreadsTest::isFree));
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
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
