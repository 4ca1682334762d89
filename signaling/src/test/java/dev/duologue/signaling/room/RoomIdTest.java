package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RoomIdTest {
    @Test
    void sixtyFourCharactersAreTaken() {
        assertThat(new RoomId("a".repeat(64)).value()).hasSize(64);
    }

    @Test
    void sixtyFiveCharactersAreRefused() {
        assertThatThrownBy(() -> new RoomId("a".repeat(65)))
                .hasMessageEndingWith("must be 1 to 64 of a-z, 0-9 and -");
    }
}
