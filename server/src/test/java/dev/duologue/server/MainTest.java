package dev.duologue.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void theUsageNamesTheOnePort() {
        assertThat(Main.usage()).contains("--port");
    }
}
