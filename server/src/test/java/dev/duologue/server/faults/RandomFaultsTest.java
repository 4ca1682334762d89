package dev.duologue.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Await;
import dev.duologue.server.testing.CutProxy;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two pages in a room of the real server, and whatever can happen to their connections: broken,
/// half-open, refused, the server stopped or killed and started again, one after the other and all
/// at once. The choices come from a fixed seed.
class RandomFaultsTest {
    private static final long SEED = 20_261_122;
    private static final int SEQUENCES = 200;
    private static final int STEPS = 10;

    private final List<String> story = new ArrayList<>();
    private TestServer server = start();
    private int restarts;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothingIsLostOrDoubledNobodyStaysAGhostAndBothEndInTheSameState() {
        var seeds = new Random(SEED);
        for (int i = 0; i < SEQUENCES; i++) {
            story.clear();
            restarts = 0;
            play("room-" + i, new Random(seeds.nextLong()));
            server.awaitRooms(0);
        }
    }

    private void play(String room, Random random) {
        try (var toAnn = CutProxy.to(server.port());
                var toBob = CutProxy.to(server.port());
                var ann = new ModelPage(toAnn.port(), room);
                var bob = new ModelPage(toBob.port(), room)) {
            var sides = List.of(new Side("Ann", ann, toAnn), new Side("Bob", bob, toBob));
            awaitAgreement(ann, bob);
            for (int i = 0; i < STEPS; i++) {
                step(sides, random);
            }
            awaitAgreement(ann, bob);
            for (ModelPage page : List.of(ann, bob)) {
                assertThat(page.complaints()).as("%s in %s: %s", page, room, story).isEmpty();
                if (restarts == 0) {
                    assertThat(page.departures()).as("ghosts in %s: %s", room, story).isZero();
                    assertThat(page.gaps()).as("gaps in %s: %s", room, story).isOne();
                }
            }
        }
    }

    /// One of the two, and the way to it.
    private record Side(String name, ModelPage page, CutProxy way) {}

    private void step(List<Side> sides, Random random) {
        Side one = sides.get(random.nextInt(2));
        Side other = sides.get(1 - sides.indexOf(one));
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6 -> talk(sides, random);
            case 7, 8 -> tell(one.name() + " pings", one.page()::ping);
            case 9, 10, 11 -> tell(one.name() + " is cut", one.way()::cut);
            case 12, 13 -> {
                tell("both are cut", one.way()::cut);
                other.way().cut();
            }
            case 14, 15, 16 -> halfOpen(one, sides, random);
            case 17, 18 -> {
                tell(one.name() + " is away", one.way()::shut);
                talk(sides, random);
                one.way().reopen();
            }
            case 19 -> tell(one.name() + " has a twin", () -> twin(one));
            case 20, 21 -> tell(one.name() + " is back", () -> awaitOpen(one.page()));
            case 22 -> restart(sides, random, false);
            default -> restart(sides, random, true);
        }
    }

    private void talk(List<Side> sides, Random random) {
        for (int i = random.nextInt(6); i >= 0; i--) {
            Side one = sides.get(random.nextInt(2));
            tell(one.name() + " talks", one.page()::change);
        }
    }

    /// The connection is dead, and neither end knows; then the page finds out.
    private void halfOpen(Side one, List<Side> sides, Random random) {
        tell(one.name() + " is half-open", one.way()::freeze);
        talk(sides, random);
        tell(one.name() + " gives up", one.page()::giveUp);
    }

    /// Somebody comes with the same token at the same time, and is gone.
    private void twin(Side one) {
        try (var raw = RawConnection.open(server.port());
                var twin = WebSocketClient.open(raw, one.page().address())) {
            twin.read();
            raw.reset();
        }
    }

    private void restart(List<Side> sides, Random random, boolean killed) {
        restarts++;
        if (killed) { // no word to anybody
            tell("the server is killed", () -> sides.forEach(side -> side.way().shut()));
        } else {
            tell("the server stops", () -> {});
        }
        server.close();
        talk(sides, random);
        server = start();
        tell("the server is back", () -> sides.forEach(side -> side.way().target(server.port())));
        sides.forEach(side -> side.way().reopen());
    }

    private void tell(String what, Runnable action) {
        story.add(what);
        action.run();
    }

    private void awaitOpen(ModelPage page) {
        Await.until("open " + story, page::isOpen);
    }

    /// Over connections that live: a page that was just cut off may not know it yet, and its
    /// goodbye would be lost. So each has to hear from the server once more.
    private void awaitAgreement(ModelPage ann, ModelPage bob) {
        ann.ping();
        bob.ping();
        try {
            Await.until(
                    "agreement",
                    () -> {
                        ann.settle();
                        bob.settle();
                        return ann.agreesWith(bob) && bob.agreesWith(ann);
                    });
        } catch (AssertionError never) {
            throw new AssertionError(story + " ends with " + ann + "; " + bob, never);
        }
    }

    private static TestServer start() {
        return TestServer.start(
                "--resume-window=30s",
                "--message-rate=0",
                "--frame-rate=0",
                "--connections-per-ip=0");
    }
}
