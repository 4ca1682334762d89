package dev.duologue.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What Chromium 156 and Firefox ESR 153 sent to this server and got from it, with the secret
/// "SECRET" in the realm "duologue.test".
class BrowserCapturesTest {
    @ParameterizedTest
    @CsvFileSource(resources = "browsers.csv", numLinesToSkip = 1, maxCharsPerColumn = 4096)
    void isReadWrittenAndVerified(String browser, String sender, String type, String hex)
            throws Exception {
        ByteBuf bytes = Messages.bytes(hex);
        StunMessage message = StunMessage.decode(bytes.duplicate());
        assertThat(message.method().messageType(message.messageClass()))
                .as(browser)
                .isEqualTo(Integer.parseInt(type, 16));
        assertThat(message.attributes())
                .filteredOn(UnknownAttribute.class::isInstance)
                .noneMatch(StunAttribute::comprehensionRequired);
        ByteBuf again = Unpooled.buffer();
        message.encode(again);
        assertThat(StunMessage.decode(again)).isEqualTo(message);
        if (sender.equals("c") && message.has(MessageIntegrity.class)) {
            String username = message.find(Username.class).orElseThrow().value();
            var key =
                    IntegrityKey.longTerm(
                            username, "duologue.test", password(username), IntegrityKey.MD5);
            assertThat(Integrity.SHA1.verify(bytes, key)).isTrue();
        }
    }

    @ParameterizedTest // design knowledge of the server: Chromium asks for nothing but UDP
    @CsvFileSource(resources = "browsers.csv", numLinesToSkip = 1, maxCharsPerColumn = 4096)
    void theFirstAllocateOfChromiumIs28BytesLong(
            String browser, String sender, String type, String hex) throws StunDecodeException {
        if (browser.equals("chromium") && type.equals("0003") && hex.length() == 56) {
            assertThat(Messages.decode(hex).attributes())
                    .isEqualTo(List.of(new RequestedTransport(17)));
        }
    }

    private static String password(String username) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(
                new SecretKeySpec("SECRET".getBytes(java.nio.charset.StandardCharsets.UTF_8), "x"));
        byte[] bytes = username.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(mac.doFinal(bytes));
    }
}
