package dev.duologue.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Numbers and names against the registries "Session Traversal Utilities for NAT (STUN)
/// Parameters".
class IanaTest {
    /// Of other usages than a STUN and TURN server's: they stay unknown here.
    private static final Set<String> OTHER_USAGES =
            Set.of("Connect", "ConnectionBind", "ConnectionAttempt", "GOOG-PING");

    @ParameterizedTest
    @CsvFileSource(resources = "iana-methods.csv", numLinesToSkip = 1)
    void methodsPrintTheNameOfTheRegistry(String number, String name) {
        StunMethod method = new StunMethod(Integer.decode(number));
        if (OTHER_USAGES.contains(name)) {
            assertThat(method).hasToString(number.toUpperCase(Locale.ROOT).replace("X", "x"));
        } else {
            assertThat(method).hasToString(name);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "iana-attributes.csv", numLinesToSkip = 1)
    void aRecordIsNamedAsTheRegistryNamesItsNumber(String number, String name) {
        int type = Integer.decode(number);
        try {
            StunAttribute attribute =
                    AttributeCodec.decode(type, Unpooled.EMPTY_BUFFER, new TransactionId(0, 0));
            if (!(attribute instanceof UnknownAttribute)) {
                assertThat(attribute.type()).isEqualTo(type);
                assertThat(attribute.getClass().getSimpleName())
                        .isEqualToIgnoringCase(name.replace("-", ""));
            }
        } catch (StunDecodeException e) {
            assertThat(e.field()).startsWith(name);
        }
    }
}
