package dev.duologue.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.config.ConfigException;
import dev.duologue.server.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {
    @ParameterizedTest
    @CsvSource({
        "1024, 49152-65535, 1024", // all by default
        "4096, 49152-65535, 1024", // four addresses with pairs of ports take half
        "1024, 50000-51599, 100",
        "1024, 50000-50009, 12", // two members behind one address can always talk
        "5, 50000-50009, 5",
        "0, 50000-50009, 0" // the operator wants no limit
    })
    void oneAddressGetsASixteenthOfThePortsAtMost(int quota, String ports, int expected)
            throws ConfigException {
        var config =
                ConfigLoader.load(
                        List.of("--turn-quota-ip=" + quota, "--relay-ports=" + ports), Map.of());
        assertThat(Relay.perAddress(config.relay())).isEqualTo(expected);
    }
}
