package dev.duologue.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.transport.SharedEngine;
import dev.duologue.turn.stun.TransportAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that vanish, flood, do not read or reach out, and those beside them: over real sockets.
class FaultsTest {
    private static final int CLIENTS = 2_000;
    private static final int BACKLOG = 65_536;

    /// What two sockets of this machine may hold between them, whatever it is set to.
    private static final int SYSTEM_BUFFERS = 16 << 20;

    @Test
    void everythingOf2000ClientsThatVanishIsFreedAndTheMemoryComesBack() throws Exception {
        AtomicLong clock = new AtomicLong(SharedEngine.uptime());
        TurnConfig config = TurnConfig.builder().allocationsPerUser(0).build();
        try (var server = new RunningServer(config, RunningServer.LOOPBACK_TOO, clock::get)) {
            comeTalkAndVanish(server); // so that everything is loaded and has grown once
            expire(server, clock);
            long before = memoryInUse();
            comeTalkAndVanish(server);
            assertThat(server.stats().allocations()).isEqualTo(CLIENTS);
            long during = memoryInUse();
            assertThat(during - before).isGreaterThan(CLIENTS * 100L);
            expire(server, clock);
            assertThat(memoryInUse() - before).isLessThan((during - before) / 4);
        }
    }

    /// In pairs, each with a channel to the other, and data both ways; then all at once are gone.
    private static void comeTalkAndVanish(RunningServer server) throws Exception {
        List<SocketClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i += 2) {
            SocketClient alice = SocketClient.udp("127.0.0.1", server.udpPort(), "a" + i);
            SocketClient bob = SocketClient.udp("127.0.0.1", server.udpPort(), "b" + i);
            clients.addAll(List.of(alice, bob));
            TransportAddress toAlice = alice.allocate();
            alice.bindChannel(0x4000, bob.allocate());
            bob.bindChannel(0x4000, toAlice);
            alice.sendChannelData(0x4000, new byte[170]);
            assertThat(bob.receiveData()).hasSize(170);
            bob.sendChannelData(0x4000, new byte[1_100]);
            assertThat(alice.receiveData()).hasSize(1_100);
        }
        for (SocketClient client : clients) {
            client.close();
        }
    }

    private static void expire(RunningServer server, AtomicLong clock) {
        clock.addAndGet(600_000);
        await(() -> server.stats().allocations() == 0);
    }

    private static long memoryInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aTcpClientThatStopsReadingCostsBoundedMemoryAndGoesOnWhenItReads() throws Exception {
        TurnConfig config = TurnConfig.builder().streamBacklog(BACKLOG).build();
        try (var server = new RunningServer(config)) {
            SocketClient alice = server.client("tcp", "alice");
            SocketClient bob = server.client("tcp", "bob");
            TransportAddress toAlice = alice.allocate();
            alice.bindChannel(0x4000, bob.allocate());
            bob.bindChannel(0x4000, toAlice);
            byte[] data = new byte[60_000];
            while (dropped(server) < 1_000) { // 60 MB at least that nobody reads
                alice.sendChannelData(0x4000, data);
            }
            alice.binding(); // all of it has been dealt with
            long waiting = server.stats().packets() - dropped(server);
            assertThat(waiting * data.length).isLessThan(BACKLOG + data.length + SYSTEM_BUFFERS);

            for (int i = 0; i < waiting; i++) {
                assertThat(bob.receiveData()).hasSize(data.length);
            }
            bob.sendChannelData(0x4000, bytes("I am back"));
            assertThat(alice.receiveData()).isEqualTo(bytes("I am back"));
            alice.sendChannelData(0x4000, bytes("there you are"));
            assertThat(bob.receiveData()).isEqualTo(bytes("there you are"));
        }
    }

    private static long dropped(RunningServer server) {
        return server.stats().dropped().getOrDefault(Drop.SLOW_READER, 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aFloodOfAllocatesWithoutCredentialsLeavesARunningCallUntouched(String transport)
            throws Exception {
        try (var server = new RunningServer(TurnConfig.defaults())) {
            SocketClient alice = server.client(transport, "alice");
            SocketClient bob = server.client(transport, "bob");
            TransportAddress toAlice = alice.allocate();
            alice.bindChannel(0x4000, bob.allocate());
            bob.bindChannel(0x4000, toAlice);
            AtomicBoolean enough = new AtomicBoolean();
            Future<Integer> flood = flood(server, enough);
            for (int i = 0; i < 2_000; i++) {
                alice.sendChannelData(0x4000, bytes("ping " + i));
                assertThat(bob.receiveData()).isEqualTo(bytes("ping " + i));
                bob.sendChannelData(0x4000, bytes("pong " + i));
                assertThat(alice.receiveData()).isEqualTo(bytes("pong " + i));
            }
            enough.set(true);
            assertThat(flood.get()).isPositive();
            assertThat(server.stats().allocations()).isEqualTo(2);
        }
    }

    /// Each Allocate comes from a port of its own, as soon as the one before was refused.
    ///
    /// @return how many there were
    private static Future<Integer> flood(RunningServer server, AtomicBoolean enough) {
        var flood =
                new FutureTask<>(() -> {
                    int count = 0;
                    for (; !enough.get(); count++) {
                        try (var stranger = SocketClient.udp("127.0.0.1", server.udpPort(), "x")) {
                            assertThat(stranger.allocateAsStranger()).isEqualTo(401);
                        }
                    }
                    return count;
                });
        Thread.ofPlatform().daemon().start(flood);
        return flood;
    }

    /// Nothing but closed mode forbids it here: the policy would let every peer be reached.
    @Test
    void inClosedModeNoDatagramEverLeavesForAnAddressThatIsNoClient() throws Exception {
        TurnConfig config = TurnConfig.defaults();
        try (var server = new RunningServer(config, peer -> true, SharedEngine::uptime);
                var victim = DatagramChannel.open()) {
            victim.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            victim.configureBlocking(false);
            var to = TransportAddress.of((InetSocketAddress) victim.getLocalAddress());
            for (String transport : List.of("udp", "tcp")) {
                SocketClient alice = server.client(transport, "alice");
                alice.allocate();
                assertThat(alice.permissionError(to)).isEqualTo(403);
                assertThat(alice.channelError(0x4000, to)).isEqualTo(403);
                alice.sendIndication(to, bytes("out"));
                alice.sendChannelData(0x4000, bytes("out"));
                alice.binding();
            }
            assertThat(victim.receive(ByteBuffer.allocate(100))).isNull();
            assertThat(server.stats().packets()).isZero();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(500_000);
        }
    }
}
