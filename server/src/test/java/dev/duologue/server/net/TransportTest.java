package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll", "nio"})
    void everyTransportThatWorksHereCarriesACall(String transport) {
        assumeTrue(
                Transport.valueOf(transport.toUpperCase(Locale.ROOT)).isAvailable(),
                transport + " does not work on this machine");
        try (var server = TestServer.start("--transport=" + transport);
                var ann = WebSocketClient.join(server.port(), "r");
                var bob = WebSocketClient.join(server.port(), "r")) {
            assertThat(ann.readText()).contains("user-joined");
            bob.say("{'type':'offer','sdp':'" + "x".repeat(60_000) + "'}");
            assertThat(ann.readText()).contains("offer");
            bob.send(Frames.close(1000, ""));
            assertThat(bob.readClose()).isEqualTo(1000);
            assertThat(ann.readText()).contains("user-left");
        }
    }
}
