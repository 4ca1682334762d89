package dev.duologue.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.internal.transport.SharedEngine;
import dev.duologue.turn.stun.TransportAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Memory and descriptors of our own system calls at the very moment of closing. What goes wrong
/// here ends the JVM, leaks descriptors, or sends to a stranger. Takes minutes: `make stress` runs
/// it, and docs/reliability.md counts its clean runs.
@Tag("stress")
class StressTest {
    private static final int SOCKETS = 10_000;
    private static final int SERVERS = 500;
    private static final int FAILURES = 2_000;
    private static final int WORKERS = 4;

    /// Descriptors that the JVM opens once, for classes that are needed late.
    private static final int LATE = 20;

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void relaySocketsAreOpenedAndClosedUnderTraffic() throws Exception {
        TurnConfig config =
                TurnConfig.builder().relayMode(RelayMode.OPEN).allocationsPerUser(0).build();
        long before = descriptors();
        try (var server = new RunningServer(config)) {
            var left = new AtomicInteger(SOCKETS);
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                String transport = i % 2 == 0 ? "udp" : "tcp";
                all.add(
                        start(() -> {
                            openAndClose(server, transport, left);
                            return true;
                        }));
            }
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
            assertThat(server.stats().allocations()).isZero();
        }
        FaultsTest.await(() -> descriptors() <= before + LATE);
    }

    /// Each allocation relays both ways, and is freed while data are on their way both ways.
    private static void openAndClose(RunningServer server, String transport, AtomicInteger left)
            throws Exception {
        try (var client = server.client(transport, "a");
                var peer = new DatagramSocket(0, LOOPBACK)) {
            peer.setSoTimeout(10_000);
            TransportAddress toPeer =
                    TransportAddress.of((InetSocketAddress) peer.getLocalSocketAddress());
            var packet = new DatagramPacket(new byte[2_000], 2_000);
            while (left.getAndDecrement() > 0) {
                TransportAddress relayed = client.allocate();
                client.bindChannel(0x4000, toPeer);
                client.sendChannelData(0x4000, new byte[1_000]);
                do {
                    peer.receive(packet);
                } while (packet.getPort() != relayed.port());
                for (int i = 0; i < 20; i++) {
                    peer.send(packet);
                    client.sendChannelData(0x4000, new byte[1_000]);
                }
                client.free();
            }
        }
    }

    @Test
    void serversAreStartedAndStoppedWithDatagramsInFlight() throws Exception {
        long before = descriptors();
        var port = new AtomicInteger();
        List<Future<Boolean>> floods = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            floods.add(start(() -> flood(port)));
        }
        for (int i = 0; i < SERVERS; i++) {
            RelayMode mode = i % 2 == 0 ? RelayMode.OPEN : RelayMode.CLOSED;
            try (var server = new RunningServer(TurnConfig.builder().relayMode(mode).build())) {
                port.set(server.udpPort());
                SocketClient alice = server.client("udp", "alice");
                SocketClient bob = server.client("tcp", "bob");
                TransportAddress toAlice = alice.allocate();
                TransportAddress toBob = bob.allocate();
                alice.bindChannel(0x4000, toBob);
                bob.bindChannel(0x4000, toAlice);
                talk(alice, bob);
            }
        }
        enough.set(true);
        for (Future<Boolean> flood : floods) {
            assertThat(flood.get()).isTrue();
        }
        FaultsTest.await(() -> descriptors() <= before + LATE);
    }

    /// Until data have come, some of which the flood may cost; then some more is on its way.
    private static void talk(SocketClient alice, SocketClient bob) throws Exception {
        Future<byte[]> received = start(bob::receiveData);
        do {
            alice.sendChannelData(0x4000, new byte[1_000]);
        } while (!received.isDone());
        assertThat(received.get()).hasSize(1_000);
        for (int i = 0; i < 20; i++) {
            alice.sendChannelData(0x4000, new byte[1_000]);
            bob.sendChannelData(0x4000, new byte[1_000]);
        }
    }

    private boolean flood(AtomicInteger port) throws IOException {
        byte[] binding = new byte[20];
        System.arraycopy(new byte[] {0, 1, 0, 0, 0x21, 0x12, (byte) 0xA4, 0x42}, 0, binding, 0, 8);
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            var packet = new DatagramPacket(binding, binding.length, LOOPBACK, 9);
            while (!enough.get()) {
                if (port.get() != 0) {
                    packet.setPort(port.get());
                    socket.send(packet);
                }
            }
        }
        return true;
    }

    /// Memory that is short fails wherever something is allocated: here, in the middle of batches,
    /// under the lock of the state, and in the report of the failure before.
    @Test
    void memoryRunsOutInTheMiddleOfBatches() throws Exception {
        long before = descriptors();
        var memory = new ShortMemory();
        TurnConfig config =
                TurnConfig.builder()
                        .relayMode(RelayMode.OPEN)
                        .allocationsPerUser(0)
                        .allocationsPerAddress(0)
                        .build();
        PeerPolicy policy = RunningServer.LOOPBACK_TOO;
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> memory.unheard.incrementAndGet());
        try (var server = new TurnServer(config, memory, policy, memory, SharedEngine::uptime)) {
            int port = server.bindUdp(new InetSocketAddress(LOOPBACK, 0));
            Future<Boolean> flood = start(() -> flood(new AtomicInteger(port)));
            while (memory.failures.get() < FAILURES) {
                tryToTalk(port);
            }
            enough.set(true);
            assertThat(flood.get()).isTrue();
            assertThat(server.isAlive()).isTrue();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
        assertThat(memory.unheard).hasPositiveValue();
        FaultsTest.await(() -> descriptors() <= before + LATE);
    }

    /// Fails now and then wherever the server calls out.
    private static final class ShortMemory implements CredentialSource, TurnListener {
        private final TurnCredentials real = new TurnCredentials("s");
        private final AtomicLong calls = new AtomicLong();
        final AtomicInteger failures = new AtomicInteger();

        /// Failures of the report of a failure.
        final AtomicInteger unheard = new AtomicInteger();

        @Override
        public Optional<String> password(String username, Instant now) {
            failEvery(3);
            return real.password(username, now);
        }

        @Override
        public String room(String username) {
            failEvery(7);
            return real.room(username);
        }

        @Override
        public void failed(Throwable cause) {
            failures.incrementAndGet();
            failEvery(5);
        }

        private void failEvery(int times) {
            if (calls.incrementAndGet() % times == 0) {
                throw new OutOfMemoryError("planted");
            }
        }
    }

    /// A planted failure may cost the answer, and leave an allocation to the port of the client,
    /// which the system gives to another one later: 437.
    private static void tryToTalk(int port) throws Exception {
        try (var client = SocketClient.udp("127.0.0.1", port, "alice", 20)) {
            int error = client.allocationError();
            assertThat(error).isIn(0, 437);
            if (error == 0) {
                client.free();
            }
        } catch (SocketTimeoutException planted) {
            assertThat(planted).isNotNull();
        }
    }

    private static <T> Future<T> start(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static long descriptors() {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
