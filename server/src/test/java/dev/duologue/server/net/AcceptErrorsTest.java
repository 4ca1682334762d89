package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.ops.Failures;
import dev.duologue.server.testing.QuietLog;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptErrorsTest {
    @Test
    void thePortTakesASecondOffAndNobodyElseLogsIt() {
        var failures = new Failures(() -> 0);
        var port = new EmbeddedChannel(new AcceptErrors(failures));
        port.freezeTime();
        port.pipeline().fireExceptionCaught(new IOException("too many open files"));
        assertThat(QuietLog.takeWarning()).contains("accepting a connection failed");
        assertThat(failures.count()).isEqualTo(1);
        assertThat(port.config().isAutoRead()).isFalse();
        port.advanceTimeBy(999, TimeUnit.MILLISECONDS);
        port.runScheduledPendingTasks();
        assertThat(port.config().isAutoRead()).isFalse();
        port.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        port.runScheduledPendingTasks();
        assertThat(port.config().isAutoRead()).isTrue();
        port.pipeline().fireExceptionCaught(new IOException("too many open files"));
        assertThat(failures.count()).isEqualTo(2); // and no second line within a minute
        port.checkException(); // it went no further
        port.finish();
    }
}
