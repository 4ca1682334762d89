package dev.duologue.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {
    @Test
    void hasOneTo64Characters() {
        assertThat(RoomName.isValid("a")).isTrue();
        assertThat(RoomName.isValid("0-z".repeat(21) + "z")).isTrue();
        assertThat(RoomName.isValid("")).isFalse();
        assertThat(RoomName.isValid("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a b", "a/b", "ä", "a\n", "\n", "../x", "a_b", "a.b", "\0", "٣"})
    void hasNothingButLowerCaseLettersDigitsAndDashes(String name) {
        assertThatThrownBy(() -> new RoomName(name))
                .hasMessage("room: must be 1 to 64 characters of a-z, 0-9 and -");
    }
}
