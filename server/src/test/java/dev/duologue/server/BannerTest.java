package dev.duologue.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.config.ConfigException;
import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.net.LocalNames;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BannerTest {
    private static final String LOCAL = "  this computer   http://localhost:8081/\n";

    @ParameterizedTest
    @ValueSource(strings = {"--host=", "--host=0.0.0.0", "--host=::"})
    void onAllAddressesEveryLinkIsNamed(String host) throws ConfigException {
        String banner = banner(host);
        assertThat(banner)
                .startsWith(
                        "Duologue listens on port 8081. Open one of these, and send it to the other person:\n\n"
                                + LOCAL)
                .doesNotContain("//0.0.0.0", "[::]");
        for (InetAddress address : LocalNames.reachableAddresses().stream().limit(4).toList()) {
            assertThat(banner)
                    .contains(
                            "  network         https://" + LocalNames.inUrl(address) + ":8081/\n");
        }
    }

    @Test
    void onLoopbackAloneNoOtherLinkAndNoCodeForAPhoneIsShown() throws ConfigException {
        assertThat(banner("--host=127.0.0.1")).endsWith("\n\n" + LOCAL);
    }

    @Test
    void onOneAddressThatLinkAloneIsShownWithACodeForThePhone() throws ConfigException {
        assertThat(banner("--host=192.0.2.7"))
                .doesNotContain("localhost")
                .contains("  network         https://192.0.2.7:8081/\n", "\u2588");
        assertThat(banner("--host=2001:db8::7")).contains("https://[2001:db8::7]:8081/\n");
    }

    @Test
    void thePublicLinkIsTheFirstAndThatOfTheCode() throws ConfigException {
        String banner = banner("--host=192.0.2.7", "--public-host=call.example:443");
        assertThat(banner).contains("  everybody       https://call.example/\n  network");
        assertThat(banner)
                .endsWith(
                        "https://call.example/r/a-room\n\n"
                                + Banner.qrCode("https://call.example/r/a-room"));
        assertThat(banner("--host=127.0.0.1", "--public-host=call.example"))
                .contains("https://call.example:8081/r/a-room");
    }

    @Test
    void theCodeIsThatOfARoom() throws ConfigException {
        String link = "https://192.0.2.7:8081/r/a-room";
        assertThat(banner("--host=192.0.2.7")).endsWith(link + "\n\n" + Banner.qrCode(link));
    }

    @Test
    void everyStartHasARoomOfItsOwn() throws ConfigException {
        ServerConfig config = ConfigLoader.load(List.of("--host=192.0.2.7"), Map.of());
        String one = Banner.links(config, 8081, Optional.empty());
        assertThat(one).containsPattern("https://192.0.2.7:8081/r/[a-z2-9]{4}(-[a-z2-9]{4}){3}\n");
        assertThat(Banner.links(config, 8081, Optional.empty())).isNotEqualTo(one);
    }

    @Test
    void howPhonesComeToTrustTheOwnCertificateIsSaid() throws ConfigException {
        String note = "The certificate is this computer's own";
        assertThat(banner("--host=192.0.2.7"))
                .contains(note, " https://192.0.2.7:8081/trust\n(SHA-256 A7 00)\n");
        assertThat(banner("--host=192.0.2.7", "--tls-cert=c", "--tls-key=k")).doesNotContain(note);
        assertThat(banner("--host=192.0.2.7", "--insecure-http"))
                .doesNotContain(note)
                .contains("http://192.0.2.7:8081/");
    }

    @ParameterizedTest
    @CsvSource({
        "52,true",
        "53,false",
        "80,false",
        "81,true",
        "443,false",
        "1023,true",
        "1024,false"
    })
    void aPortThatBrowsersTakeNoRelayOnIsNamed(int port, boolean named) throws ConfigException {
        String note = "Browsers use a relay only on ports 53, 80, 443 and from 1024 on";
        ServerConfig config = ConfigLoader.load(List.of(), Map.of());

        assertThat(Banner.links(config, port, Optional.empty()).contains(note)).isEqualTo(named);
        assertThat(Banner.relay(config, port).contains(note)).isEqualTo(named);
        assertThat(
                        Banner.links(
                                ConfigLoader.load(List.of("--no-turn"), Map.of()),
                                port,
                                Optional.empty()))
                .doesNotContain(note);
    }

    @Test
    void theRelayAloneSaysWhereItsSecretIs() throws ConfigException {
        assertThat(Banner.relay(ConfigLoader.load(List.of("--data-dir=/data"), Map.of()), 3478))
                .isEqualTo(
                        "The relay listens on port 3478: STUN and TURN over UDP, TCP and TLS."
                                + " The secret of its credentials is in /data/turn-secret.\n");
        assertThat(
                        Banner.relay(
                                ConfigLoader.load(
                                        List.of("--turn-secret=0123456789abcdef"), Map.of()),
                                3478))
                .endsWith(" The secret of its credentials is the one of turn-secret.\n");
    }

    private static String banner(String... options) throws ConfigException {
        ServerConfig config = ConfigLoader.load(List.of(options), Map.of());
        Optional<String> fingerprint =
                config.tlsFiles().isPresent() ? Optional.empty() : Optional.of("A7 00");
        return Banner.links(config, 8081, fingerprint, "a-room");
    }
}
