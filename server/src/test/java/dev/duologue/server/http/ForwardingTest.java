package dev.duologue.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.net.RemoteClient;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a request came from, as trusted proxies tell; 10.0.0.0/8 and fd00::/8 are trusted here.
class ForwardingTest {
    private static final String PROXY = "10.0.0.1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-For: 203.0.113.7                                     | 203.0.113.7
                    x-forwarded-for: 203.0.113.7                                     | 203.0.113.7
                    X-Forwarded-For: 203.0.113.7:4711                                | 203.0.113.7
                    X-Forwarded-For: 2001:db8::7                                     | 2001:db8::7
                    X-Forwarded-For: [2001:db8::7]:4711                              | 2001:db8::7
                    X-Forwarded-For: ::ffff:203.0.113.7                              | 203.0.113.7
                    X-Forwarded-For: 198.51.100.1, 203.0.113.7                       | 203.0.113.7
                    X-Forwarded-For: 198.51.100.1,203.0.113.7 , 10.0.0.2,fd00::1     | 203.0.113.7
                    X-Forwarded-For: garbage, 203.0.113.7, 10.0.0.2                  | 203.0.113.7
                    X-Forwarded-For: 10.0.0.3, 10.0.0.2                              | 10.0.0.3
                    X-Forwarded-For: , 203.0.113.7 ,                                 | 203.0.113.7
                    X-Forwarded-For: unknown                                         | 10.0.0.1
                    X-Forwarded-For: 203.0.113.7, unknown, 10.0.0.2                  | 10.0.0.2
                    X-Forwarded-Proto: https                                         | 10.0.0.1
                    Forwarded: for=203.0.113.7                                       | 203.0.113.7
                    Forwarded: For="203.0.113.7:4711"                                | 203.0.113.7
                    Forwarded: for="[2001:db8::7]"                                   | 2001:db8::7
                    Forwarded: by=_x;for="[2001:db8::7]:_port";proto=http            | 2001:db8::7
                    Forwarded: for=198.51.100.1, for=203.0.113.7;by=10.0.0.2         | 203.0.113.7
                    Forwarded: for="198.51.100.1, 203.0.113.9", for=203.0.113.7      | 203.0.113.7
                    Forwarded: for=203.0.113.7;ext="a\\"b,;c", for=10.0.0.2, ,         | 203.0.113.7
                    Forwarded: for=unknown                                           | 10.0.0.1
                    Forwarded: for=203.0.113.7, for=_hidden, for=10.0.0.2            | 10.0.0.2
                    Forwarded: proto=https                                           | 10.0.0.1
                    Forwarded: for=203.0.113.7;                                      | 203.0.113.7
                    Forwarded:                                                       | 10.0.0.1
                    """)
    void theClientIsTheLastAddressThatIsNoTrustedProxy(String header, String client)
            throws Exception {
        assertThat(client(PROXY, header).address().getAddress())
                .isEqualTo(InetAddress.getByName(client));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 198.51.100.1",
                "X-Forwarded-For: garbage",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example",
                "Forwarded: for=198.51.100.1;proto=https;host=evil.example",
                "Forwarded: \"",
            })
    void nobodyElseIsBelieved(String header) throws Exception {
        HttpHeaders headers = headers(header);
        var hop = peer("203.0.113.7");
        assertThat(forwarding().client(hop, headers)).isSameAs(hop);
        assertThat(headers.get("Host")).isEqualTo("call.example");
    }

    @Test
    void whomAStreamProxyNamedIsBelievedOnlyIfThatOneIsTrusted() throws Exception {
        var client = new RemoteClient(address("203.0.113.7"), true, RemoteClient.Via.STREAM_PROXY);
        assertThat(forwarding().client(client, headers("X-Forwarded-For: 198.51.100.1")))
                .isSameAs(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-Proto: https                                          | true
                    X-Forwarded-Proto: HTTPS                                          | true
                    X-Forwarded-Proto: wss                                            | true
                    X-Forwarded-Proto: http                                           | false
                    X-Forwarded-For: 203.0.113.7                                      | false
                    X-Forwarded-For: 203.0.113.7, 10.0.0.2 / X-Forwarded-Proto: https, http | true
                    X-Forwarded-For: 203.0.113.7, 10.0.0.2 / X-Forwarded-Proto: https | true
                    X-Forwarded-For: 203.0.113.7 / X-Forwarded-Proto: https, http     | false
                    Forwarded: for=203.0.113.7;proto=https                            | true
                    Forwarded: for=203.0.113.7, for=10.0.0.2;proto=https              | true
                    Forwarded: for=1.2.3.4;proto=https, for=203.0.113.7;proto=http    | false
                    Forwarded: for=203.0.113.7 / X-Forwarded-Proto: https             | true
                    """)
    void theProtocolIsTheOneThatTheClientSpoke(String lines, boolean tls) throws Exception {
        assertThat(client(PROXY, lines.split(" / ")).tls()).isEqualTo(tls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-Host: a.example                                 | a.example
                    X-Forwarded-Host: a.example:8443                            | a.example:8443
                    Forwarded: for=203.0.113.7;host="a.example:8443"            | a.example:8443
                    Forwarded: host=a.example;for=203.0.113.7, for=10.0.0.2;host=b | a.example
                    X-Forwarded-For: 203.0.113.7                                | call.example
                    """)
    void theHostIsTheOneThatTheClientAskedFor(String header, String host) throws Exception {
        HttpHeaders headers = headers(header);
        assertThat(forwarding().client(peer(PROXY), headers).via())
                .isEqualTo(RemoteClient.Via.HTTP_PROXY);
        assertThat(headers.get("Host")).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-For: proxy.example         | X-Forwarded-For must name IP addresses, of which a trusted proxy sent the last
                    X-Forwarded-For: 203.0.113.256         | X-Forwarded-For must name IP addresses, of which a trusted proxy sent the last
                    X-Forwarded-For: 203.0.113.7:99999     | X-Forwarded-For must name IP addresses, of which a trusted proxy sent the last
                    X-Forwarded-For: fe80::1%eth0          | X-Forwarded-For must name IP addresses, of which a trusted proxy sent the last
                    X-Forwarded-For: 203.0.113.7, x, 10.0.0.2 | X-Forwarded-For must name IP addresses, of which a trusted proxy sent the last
                    X-Forwarded-Proto: gopher              | X-Forwarded-Proto must be http or https
                    X-Forwarded-Host: a b                  | X-Forwarded-Host must be a host and a port
                    X-Forwarded-Host: a/b                  | X-Forwarded-Host must be a host and a port
                    Forwarded: for=2001:db8::7             | Forwarded must be as RFC 7239 section 4 has it
                    Forwarded: for="203.0.113.7            | Forwarded must be as RFC 7239 section 4 has it
                    Forwarded: for                         | Forwarded must be as RFC 7239 section 4 has it
                    Forwarded: for = 203.0.113.7           | Forwarded must be as RFC 7239 section 4 has it
                    Forwarded: for=203.0.113.7 proto=https | Forwarded must be as RFC 7239 section 4 has it
                    Forwarded: for=a;for=b                 | Forwarded must name for once an element
                    Forwarded: for=a                       | Forwarded: for must name IP addresses, of which a trusted proxy sent the last
                    Forwarded: for=203.0.113.7;proto=ftp   | Forwarded: proto must be http or https
                    Forwarded: for=203.0.113.7;host="a/b"  | Forwarded: host must be a host and a port
                    """)
    void whatATrustedProxyCannotMeanIsRefused(String header, String rule) {
        assertThatThrownBy(() -> client(PROXY, header))
                .isInstanceOf(ForwardedException.class)
                .hasMessage(rule);
    }

    @ParameterizedTest // one of the two may be the client's own, passed on by a proxy that knows
    // the other
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Forwarded: for=203.0.113.7       | X-Forwarded-For: 203.0.113.8   | address
                    Forwarded: proto=https           | X-Forwarded-Proto: http        | protocol
                    Forwarded: host=a.example        | X-Forwarded-Host: b.example    | host
                    """)
    void twoHeadersThatDisagreeAreRefused(String one, String other, String what) {
        assertThatThrownBy(() -> client(PROXY, one, other))
                .hasMessage(
                        "Forwarded and X-Forwarded must name the same "
                                + what
                                + ": the proxy must remove the one that it does not set");
    }

    @Test
    void twoHeadersThatAgreeAreOne() throws Exception {
        RemoteClient client =
                client(
                        PROXY,
                        "Forwarded: for=\"203.0.113.7:1\";proto=https;host=a.example",
                        "X-Forwarded-For: 203.0.113.7",
                        "X-Forwarded-Proto: HTTPS",
                        "X-Forwarded-Host: A.example");
        assertThat(client.address().getAddress()).isEqualTo(InetAddress.getByName("203.0.113.7"));
        assertThat(client.tls()).isTrue();
    }

    private static RemoteClient client(String hop, String... lines) throws Exception {
        return forwarding().client(peer(hop), headers(lines));
    }

    private static Forwarding forwarding() throws Exception {
        return new Forwarding(
                ConfigLoader.load(List.of("--trusted-proxy=10.0.0.0/8,fd00::/8"), Map.of())
                        .trustedProxies());
    }

    private static RemoteClient peer(String address) throws Exception {
        return new RemoteClient(address(address), false, RemoteClient.Via.SOCKET);
    }

    private static InetSocketAddress address(String address) throws Exception {
        return new InetSocketAddress(InetAddress.getByName(address), 4000);
    }

    private static HttpHeaders headers(String... lines) {
        HttpHeaders headers = new DefaultHttpHeaders().set("Host", "call.example");
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            headers.add(parts[0], parts[1].strip());
        }
        return headers;
    }
}
