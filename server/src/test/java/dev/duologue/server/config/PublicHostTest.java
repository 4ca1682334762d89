package dev.duologue.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicHostTest {
    @ParameterizedTest
    @CsvSource({
        "call.example,       call.example,  0",
        "call.example:443,   call.example,  443",
        "192.0.2.7:65535,    192.0.2.7,     65535",
        "2001:db8::7,        [2001:db8::7], 0",
        "[2001:db8::7],      [2001:db8::7], 0",
        "[2001:db8::7]:1,    [2001:db8::7], 1"
    })
    void aHostMayBeFollowedByAPort(String text, String name, int port) {
        PublicHost place = PublicHost.parse(text);
        assertThat(place.name()).isEqualTo(name);
        assertThat(place.port().orElse(0)).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "call.example:",
                "call.example:0",
                "call.example:65536",
                "call.example:x",
                "https://call.example",
                "call.example/",
                "[::1",
                ":443"
            })
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> PublicHost.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
