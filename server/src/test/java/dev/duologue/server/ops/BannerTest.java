package dev.duologue.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.config.ConfigException;
import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.net.LocalNames;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BannerTest {
    private static final String LOCAL = "  this computer   http://localhost:81/\n";

    @ParameterizedTest
    @ValueSource(strings = {"--host=", "--host=0.0.0.0", "--host=::"})
    void onAllAddressesEveryLinkIsNamed(String host) throws ConfigException {
        String banner = banner(host);
        assertThat(banner)
                .startsWith(
                        "Duologue listens on port 81. Open one of these, and send it to the other person:\n\n"
                                + LOCAL)
                .doesNotContain("//0.0.0.0", "[::]");
        for (InetAddress address : LocalNames.networkAddresses()) {
            assertThat(banner)
                    .contains("  network         https://" + LocalNames.inUrl(address) + ":81/\n");
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
                .contains("  network         https://192.0.2.7:81/\n", "\u2588");
        assertThat(banner("--host=2001:db8::7")).contains("https://[2001:db8::7]:81/\n");
    }

    @Test
    void theQuestionOfBrowsersIsAnnouncedWhereTheyAskIt() throws ConfigException {
        String note = "The certificate is this computer's own";
        assertThat(banner("--host=192.0.2.7")).contains(note);
        assertThat(banner("--host=192.0.2.7", "--tls-cert=c", "--tls-key=k")).doesNotContain(note);
        assertThat(banner("--host=192.0.2.7", "--insecure-http"))
                .doesNotContain(note)
                .contains("http://192.0.2.7:81/");
    }

    private static String banner(String... options) throws ConfigException {
        var out = new ByteArrayOutputStream();
        var config = ConfigLoader.load(List.of(options), Map.of());
        Banner.print(new PrintStream(out, true, StandardCharsets.UTF_8), config, 81);
        return out.toString(StandardCharsets.UTF_8);
    }
}
