package dev.duologue.turn.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.duologue.turn.PeerPolicy;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnCredentials;
import dev.duologue.turn.TurnListener;
import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.allocation.ClientLink;
import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.internal.allocation.RelaySocket;
import dev.duologue.turn.internal.allocation.RelaySockets;
import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A server without sockets: clients speak to its engine, time stands still until it is moved.
final class World {
    static final String SECRET = "north";
    static final TransportAddress SERVER = TransportAddress.ipv4(0xCB00_710A, 3478);
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    final TurnConfig config;
    final TurnCredentials credentials = new TurnCredentials(SECRET);
    final FakeRelays relays = new FakeRelays();
    final TurnEngine engine;
    final List<String> events = new ArrayList<>();
    final TestLink udp = new TestLink(false);
    long now = 1_000_000;
    private int clients;

    World() {
        this(TurnConfig.defaults());
    }

    World(TurnConfig config) {
        this(config, PeerPolicy.standard());
    }

    World(TurnConfig config, PeerPolicy policy) {
        this.config = config;
        // Where the engine leaves what a listener throws: here it fails the test.
        Thread.currentThread()
                .setUncaughtExceptionHandler((_, e) -> {
                    throw new AssertionError(e);
                });
        TurnListener listener =
                new TurnListener() {
                    @Override
                    public void allocated(Allocated allocation) {
                        events.add("allocated " + allocation.username());
                    }

                    @Override
                    public void ended(Allocated allocation, End end) {
                        events.add("ended " + end);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        throw new AssertionError(cause);
                    }
                };
        engine =
                new TurnEngine(
                        new TurnEngine.Parts(
                                config,
                                credentials,
                                policy,
                                listener,
                                () -> START.plusMillis(now - 1_000_000)),
                        relays);
    }

    /// One way to the server.
    record TestLink(boolean stream, Object identity) implements ClientLink {
        TestLink(boolean stream) {
            this(stream, new Object());
        }

        @Override
        public String protocol() {
            return stream ? "tcp" : "udp";
        }
    }

    /// Relayed addresses that remember whether they are open.
    static final class FakeRelays implements RelaySockets {
        final Set<TransportAddress> open = new HashSet<>();
        final Set<Integer> busy = new HashSet<>();
        final Set<AddressFamily> families =
                new HashSet<>(Set.of(AddressFamily.IPV4, AddressFamily.IPV6));

        @Override
        public Optional<TransportAddress> host(FiveTuple client, AddressFamily family) {
            if (!families.contains(family)) {
                return Optional.empty();
            }
            return Optional.of(
                    family == AddressFamily.IPV4
                            ? SERVER.withPort(0)
                            : TransportAddress.ipv6(0x2606_4700_0000_0000L, 1, 0));
        }

        @Override
        public Optional<RelaySocket> open(TransportAddress address) {
            if (busy.contains(address.port())) {
                return Optional.empty();
            }
            open.add(address);
            return Optional.of(() -> open.remove(address));
        }
    }

    void pass(Duration time) {
        now += time.toMillis();
        engine.tick(now);
    }

    /// A client over UDP with an address of its own.
    TestClient client(String room, String member) {
        clients++;
        return client(room, member, TransportAddress.ipv4(0xC000_0200 + clients, 40_000 + clients));
    }

    TestClient client(String room, String member, TransportAddress address) {
        var credential = credentials.issue(room, member, START.plus(Duration.ofDays(1)));
        return new TestClient(this, udp, address, credential.username(), credential.password());
    }

    /// A client over TCP.
    TestClient streamClient(String room, String member) {
        TestClient udpClient = client(room, member);
        return new TestClient(
                this,
                new TestLink(true),
                udpClient.address,
                udpClient.username,
                udpClient.password);
    }

    long dropped(Drop reason) {
        return engine.stats().dropped().getOrDefault(reason, 0L);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
