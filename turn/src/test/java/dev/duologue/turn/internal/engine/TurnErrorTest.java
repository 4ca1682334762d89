package dev.duologue.turn.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Codes and reasons against the registry "STUN Error Codes".
class TurnErrorTest {
    @ParameterizedTest
    @CsvFileSource(resources = "iana-error-codes.csv", numLinesToSkip = 1)
    void aCodeHasTheReasonOfTheRegistry(int code, String name) {
        assertThat(Arrays.stream(TurnError.values()).filter(error -> error.code() == code))
                .allMatch(error -> error.reason().equals(name));
    }
}
