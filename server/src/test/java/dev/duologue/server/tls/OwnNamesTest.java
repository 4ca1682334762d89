package dev.duologue.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNamesTest {
    @ParameterizedTest
    @CsvSource({
        "anna-pc, anna-pc anna-pc.local",
        "Anna-PC, anna-pc anna-pc.local",
        "srv1.example.org, srv1.example.org srv1.local",
        "anna, anna.local", // with "anna" the authority could sign for all of a domain .anna
        "xn--p1ai, xn--p1ai.local",
        "'anna''s pc', ''",
        "名, ''"
    })
    void aHostNameIsTakenWhereItIsOne(String host, String expected) {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
        names.addAll(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
        assertThat(OwnNames.of(Optional.of(host), List.of())).containsExactlyElementsOf(names);
    }

    @Test
    void ofManyAddressesTheFirstOnesAreTaken() throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            addresses.add(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i / 200), (byte) i}));
        }
        assertThat(OwnNames.of(Optional.empty(), addresses))
                .hasSize(3 + OwnNames.MAX_ADDRESSES)
                .contains("10.0.0.0", "10.0.0.31")
                .doesNotContain("10.0.0.32");
    }

    @Test
    void temporaryAddressesAreToldByTheirFlag() {
        List<String> table =
                List.of(
                        "00000000000000000000000000000001 01 80 10 80       lo",
                        "20010db8000000000000000000000001 02 40 00 00     eth0",
                        "20010db80000000089abcdef01234567 02 40 00 01     eth0",
                        "20010db800000000fedcba9876543210 02 40 00 21     eth0",
                        "");
        assertThat(OwnNames.temporary(table))
                .containsExactlyInAnyOrder(
                        "20010db80000000089abcdef01234567", "20010db800000000fedcba9876543210");
    }
}
