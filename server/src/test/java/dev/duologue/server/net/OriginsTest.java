package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.config.ServerConfig;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private Instant now = Instant.EPOCH;
    private List<InetAddress> present = List.of();

    @Test
    void anInvitationNamesTheBestAddressOfTheNetwork() throws Exception {
        present = addresses("192.168.1.20", "10.0.0.1");
        assertThat(origins(8443).elsewhere(8443)).contains("https://192.168.1.20:8443");
        present = addresses("2001:db8::7");
        assertThat(origins(8443).elsewhere(8443)).contains("https://[2001:db8::7]:8443");
    }

    @Test
    void thePublicHostComesFirst() throws Exception {
        present = addresses("192.168.1.20");
        assertThat(origins(8443, "--public-host=call.example").elsewhere(8443))
                .contains("https://call.example:8443");
        assertThat(origins(8443, "--public-host=2001:db8::1").elsewhere(1))
                .contains("https://[2001:db8::1]:8443");
    }

    @Test
    void thePortThatTheSchemeImpliesIsLeftOut() throws Exception {
        present = addresses("192.168.1.20");
        assertThat(origins(443).elsewhere(443)).contains("https://192.168.1.20");
        assertThat(origins(80).elsewhere(80)).contains("https://192.168.1.20:80");
        assertThat(origins(80, "--insecure-http").elsewhere(80)).contains("http://192.168.1.20");
        assertThat(origins(9000, "--insecure-http").elsewhere(9000))
                .contains("http://192.168.1.20:9000");
    }

    @Test
    void whereAnotherPortWasUsedTheOwnAddressesMayLeadNowhere() throws Exception {
        present = addresses("172.17.0.2");
        assertThat(origins(8443).elsewhere(9000)).isEmpty();
    }

    @Test
    void withoutANetworkThereIsNone() throws Exception {
        assertThat(origins(8443).elsewhere(8443)).isEmpty();
    }

    @Test
    void anAddressToListenOnIsTheOnlyOne() throws Exception {
        assertThat(Origins.reachable(config("--host=127.0.0.1"))).isEmpty();
        assertThat(Origins.reachable(config("--host=192.0.2.7"))).isEqualTo(addresses("192.0.2.7"));
        assertThat(Origins.reachable(config("--host=0.0.0.0")))
                .isEqualTo(LocalNames.reachableAddresses());
    }

    @Test
    void theCardsAreLookedAtEveryFiveSecondsAtMost() throws Exception {
        List<Instant> looks = new ArrayList<>();
        var origins =
                new Origins(
                        config(),
                        () -> 8443,
                        () -> {
                            looks.add(now);
                            return present;
                        },
                        () -> now);
        for (int i = 0; i < 3; i++) {
            assertThat(origins.elsewhere(8443)).isEmpty();
        }
        now = now.plusSeconds(5);
        present = addresses("192.168.1.20");
        assertThat(origins.elsewhere(8443)).isEmpty();
        now = now.plusMillis(1);
        assertThat(origins.elsewhere(8443)).isPresent();
        assertThat(looks).hasSize(2);
    }

    @Test
    void strangersAreToldThePublicNameAlone() throws Exception {
        present = addresses("192.168.1.20");
        Origins origins = origins(8443, "--public-host=call.example");
        assertThat(origins.hosts(false)).containsExactly("call.example");
        assertThat(origins.hosts(true)).startsWith("call.example", "192.168.1.20");
    }

    private Origins origins(int port, String... options) throws Exception {
        return new Origins(config(options), () -> port, () -> present, () -> now);
    }

    private static ServerConfig config(String... options) throws Exception {
        return ConfigLoader.load(List.of(options), Map.of());
    }

    private static List<InetAddress> addresses(String... texts) {
        return Stream.of(texts)
                .map(text -> {
                    try {
                        return InetAddress.getByAddress(
                                NetUtil.createByteArrayFromIpAddressString(text));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
