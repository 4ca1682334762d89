package dev.duologue.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnConfigTest {
    @Test
    void everyBadSettingIsNamedAtOnceWithItsRule() {
        TurnConfig.Builder builder =
                TurnConfig.builder()
                        .realm(" ")
                        .maxLifetime(Duration.ofDays(2))
                        .allocationsPerUser(-1)
                        .streamBacklog(1)
                        .publicAddresses(
                                List.of(
                                        InetAddress.ofLiteral("192.0.2.1"),
                                        InetAddress.ofLiteral("192.0.2.2")));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        """
                        turn.realm =  : must be 1 to 127 bytes, such as example.org
                        turn.public-ip = [/192.0.2.1, /192.0.2.2]: must be one IPv4 and one IPv6 at most
                        turn.max-lifetime = PT48H: must be PT10M to PT24H
                        turn.quota = -1: must be 0 (no limit) or more
                        turn.stream-backlog = 1: must be 65536 to 1073741824\
                        """);
    }

    @ParameterizedTest
    @CsvSource({"10, true", "9, false", "1440, true", "1441, false"})
    void maxLifetimeIs10MinutesTo1Day(int minutes, boolean accepted) {
        TurnConfig.Builder builder =
                TurnConfig.builder()
                        .defaultLifetime(Duration.ofMinutes(1))
                        .maxLifetime(Duration.ofMinutes(minutes));
        if (accepted) {
            assertThat(builder.build().maxLifetime()).hasMinutes(minutes);
        } else {
            assertThatThrownBy(builder::build).hasMessageStartingWith("turn.max-lifetime = ");
        }
    }

    @ParameterizedTest
    @CsvSource({"1024-65535", "50000-50000"})
    void portRangesAreReadAndPrintedAlike(String text) {
        assertThat(PortRange.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"1023-2000", "2000-1999", "2000-65536", "x", "1-2-3", "a-b", "2000"})
    void otherPortRangesAreRefused(String text) {
        assertThatThrownBy(() -> PortRange.parse(text))
                .hasMessageStartingWith("turn.relay-ports = " + text + ": must be two ports");
    }

    @Test
    void aBuilderOfAConfigBeginsWithIt() {
        TurnConfig config = TurnConfig.builder().realm("a").offerSha256(true).build();
        TurnConfig copy = config.toBuilder().software("x").build();
        assertThat(copy.realm()).isEqualTo("a");
        assertThat(copy.offerSha256()).isTrue();
        assertThat(copy.software()).isEqualTo("x");
    }
}
