package dev.duologue.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "localhost:8443",
                "Example.org",
                "my_host-1.local:1",
                "192.0.2.1:65535",
                "[::1]",
                "[2001:db8::1]:8443",
                "[::ffff:192.0.2.1]"
            })
    void aHostAndAPortIsOne(String host) {
        assertThat(Hosts.isValid(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a:",
                "a:x",
                "a:123456",
                "a:1:2",
                "::1",
                "[::1",
                "[]",
                "[::1%25eth0]",
                "a/b",
                "a;b",
                "a,b",
                "a'b",
                "a\"b",
                "a\r\nb",
                "a\n",
                "user@a",
                "a?b",
                "a#b",
                "*",
                "é"
            })
    void anythingElseIsNone(String host) {
        assertThat(Hosts.isValid(host)).isFalse();
    }
}
