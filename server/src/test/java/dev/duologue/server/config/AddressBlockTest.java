package dev.duologue.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,       10.255.255.255, true",
        "10.0.0.0/8,       11.0.0.0,       false",
        "10.0.0.0/8,       9.255.255.255,  false",
        "192.0.2.128/25,   192.0.2.128,    true",
        "192.0.2.128/25,   192.0.2.127,    false",
        "192.0.2.130/31,   192.0.2.131,    true",
        "192.0.2.130/31,   192.0.2.132,    false",
        "192.0.2.7,        192.0.2.7,      true",
        "192.0.2.7,        192.0.2.6,      false",
        "192.0.2.7/32,     192.0.2.7,      true",
        "0.0.0.0/0,        203.0.113.1,    true",
        "0.0.0.0/0,        ::1,            false",
        "::/0,             2001:db8::1,    true",
        "::/0,             203.0.113.1,    false",
        "2001:db8::/33,    2001:db8:7fff::1, true",
        "2001:db8::/33,    2001:db8:8000::1, false",
        "::1,              ::1,            true",
        "::1,              ::2,            false",
        "::ffff:10.0.0.1,  10.0.0.1,       true"
    })
    void itHoldsTheAddressesThatBeginAsItDoes(String block, String address, boolean held) {
        assertThat(
                        AddressBlock.anyHolds(
                                List.of(AddressBlock.parse(block)), AddressBlock.address(address)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy",
                "proxy/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0/8",
                "10.0.0.0/8/8",
                "::/129",
                "/8"
            })
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> AddressBlock.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
