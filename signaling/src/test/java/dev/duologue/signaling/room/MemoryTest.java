package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.memory.Budget;
import org.junit.jupiter.api.Test;

/// What seats cost, and who pays when memory is short.
class MemoryTest extends ResumeScene {
    private static final String SPACES = " ".repeat(65_400);

    @Test
    void whiteSpaceBeforeAMessageIsNotKept() {
        enter(alice);
        enter(bob);
        long before = budget.used();
        bob.say(SPACES + control(1));
        assertThat(budget.used() - before).isBetween(100L, 400L);
    }

    @Test
    void aMessageIsCountedWithAllThatItKeeps() {
        enter(alice);
        enter(bob);
        long before = budget.used();
        bob.say("{" + "\t".repeat(300) + control(1).substring(1));
        assertThat(budget.used() - before).isBetween(400L, 600L);
    }

    @Test
    void aFreedSeatKeepsNothing() {
        enter(alice);
        enter(bob);
        bob.say(control(1));
        assertThat(budget.used()).isPositive();
        alice.leave(Ending.BROKEN);
        bob.leave(Ending.BROKEN);
        clock.advance(WINDOW);
        assertThat(rooms.roomCount()).isZero();
        assertThat(budget.used()).isZero();
    }

    @Test
    void whoDoesNotAcknowledgeIsEvictedBeforeAllOthersAndSeesAGap() {
        budget = new Budget(1500);
        signaling = signaling(WINDOW, "a key");
        enter(alice);
        enter(bob);
        String hoarder = token(alice.news());
        String modest = token(bob.news());
        long evictions = budget.evictions();
        while (budget.evictions()
                == evictions) { // alice keeps up to five, bob nothing but her news
            bob.say("{\"type\":\"control\",\"n\":" + "1".repeat(100) + "}");
            if (budget.used() < 1200) {
                otherRoom();
            }
        }
        alice = new FakeConnection();
        enter(alice, hoarder, 2);
        assertThat(alice.sent().getFirst()).contains("\"gap\":true");
        var again = new FakeConnection();
        enter(again, modest, 1);
        assertThat(again.sent().getFirst()).doesNotContain("gap").contains("\"resumed\":true");
    }

    @Test
    void theSeatsOfLostClientsAreGivenUpEarlyWhenThereAreTooMany() {
        budget = new Budget(10 * Downlink.LOST_SEAT_BYTES);
        signaling = signaling(WINDOW, "a key");
        for (int i = 0; i < 100; i++) {
            var client = new FakeConnection();
            enter(client, "room-" + i, "", Entry.NOTHING);
            client.leave(Ending.BROKEN);
        }
        clock.advance(INSTANT);
        assertThat(rooms.roomCount()).isLessThanOrEqualTo(10);
        clock.advance(WINDOW);
        assertThat(rooms.roomCount()).isZero();
        assertThat(budget.used()).isZero();
        assertThat(clock.timers()).isZero();
    }

    private void otherRoom() {
        String room = "other-" + budget.used();
        enter(new FakeConnection(), room, "", Entry.NOTHING);
        enter(new FakeConnection(), room, "", Entry.NOTHING);
    }
}
