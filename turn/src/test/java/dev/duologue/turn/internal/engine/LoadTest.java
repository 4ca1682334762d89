package dev.duologue.turn.internal.engine;

import static dev.duologue.turn.internal.engine.TestClient.channelData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.stun.TransportAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Many clients at once, and none of them any more.
class LoadTest {
    private static final int CLIENTS = 2_000;

    @Test
    void everythingOf2000ClientsThatVanishIsFreedAtItsTime() {
        World world = new World(TurnConfig.builder().allocationsPerUser(0).build());
        List<TestClient> clients = new ArrayList<>();
        List<TransportAddress> relayed = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            TransportAddress address = TransportAddress.ipv4(0x0102_0000 + i, 1 + i);
            clients.add(world.client("room" + i / 2, "m" + i, address));
            relayed.add(clients.get(i).allocate());
        }
        for (int i = 0; i < CLIENTS; i++) {
            assertThat(clients.get(i).bind(0x4000, relayed.get(i ^ 1))).isZero();
        }
        for (int i = 0; i < CLIENTS; i++) {
            assertThat(clients.get(i).send(channelData(0x4000, new byte[170])))
                    .isEqualTo(Destination.CLIENT);
            assertThat(clients.get(i).packet.client).isEqualTo(clients.get(i ^ 1).fiveTuple());
        }
        world.pass(Duration.ofSeconds(599));
        assertThat(world.relays.open).hasSize(CLIENTS);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.engine.stats().allocations()).isZero();
        assertThat(world.relays.open).isEmpty();
        assertThat(world.events.stream().filter("ended EXPIRED"::equals)).hasSize(CLIENTS);
    }
}
