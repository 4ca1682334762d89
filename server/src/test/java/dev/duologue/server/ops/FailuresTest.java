package dev.duologue.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final AtomicLong now = new AtomicLong(5);
    private final Failures failures = new Failures(now::get);
    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(Failures.class.getName());
    private boolean logFails;
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    lines.add(line.getMessage());
                    if (logFails) {
                        throw new OutOfMemoryError("planted");
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void whateverATaskThrowsIsCountedAndNothingComesOut() {
        Runnable task =
                failures.guard(
                        "a part",
                        () -> {
                            throw new StackOverflowError("planted");
                        });
        task.run();
        task.run();
        assertThat(failures.count()).isEqualTo(2);
        assertThat(lines).containsExactly("a part failed");
    }

    @Test
    void aReportThatFailsItselfEndsNoTask() {
        logFails = true;
        failures.guard(
                        "a part",
                        () -> {
                            throw new OutOfMemoryError("planted");
                        })
                .run();
        assertThat(failures.count()).isEqualTo(1);
    }

    @Test
    void eachPartIsLoggedOnceAMinuteWithTheNumberOfTimesBetween() {
        for (int i = 0; i < 5; i++) {
            failures.report("a part", new IllegalStateException("planted"));
        }
        failures.report("another part", new IllegalStateException("planted"));
        now.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
        failures.report("a part", new IllegalStateException("planted"));
        now.addAndGet(1);
        failures.report("a part", new IllegalStateException("planted"));
        assertThat(lines)
                .containsExactly(
                        "a part failed",
                        "another part failed",
                        "a part failed (and 5 times since the last line)");
    }
}
