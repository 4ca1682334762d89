package dev.duologue.server.testing;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class during which a warning was logged: leaked buffers, bugs, and exceptions that
/// nobody handled all end there. No client may cause one.
public final class QuietLog implements BeforeAllCallback, AfterAllCallback {
    private static final Logger ROOT = Logger.getLogger("");
    private static final Queue<String> WARNINGS = new ConcurrentLinkedQueue<>();

    /// Made by JUnit.
    public QuietLog() {}

    /// The oldest warning, which the test that asks for it expects.
    public static String takeWarning() {
        String warning = WARNINGS.poll();
        return warning == null ? "nothing was logged" : warning;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            throw new AssertionError("every buffer must be watched: run with paranoid detection");
        }
        for (Handler handler : ROOT.getHandlers()) {
            if (handler instanceof Collector) {
                return;
            }
        }
        ROOT.addHandler(new Collector());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        reportLeaks();
        if (!WARNINGS.isEmpty()) {
            String all = String.join("\n", WARNINGS);
            WARNINGS.clear();
            throw new AssertionError("logged, but no test expected it:\n" + all);
        }
    }

    /// A buffer that was lost is found once it is collected, when the next one is made.
    private static void reportLeaks() {
        System.gc();
        System.gc();
        for (int i = 0; i < 16; i++) {
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
            ByteBufAllocator.DEFAULT.heapBuffer(1).release();
        }
    }

    private static final class Collector extends Handler {
        Collector() {
            setLevel(Level.WARNING);
        }

        @Override
        public void publish(LogRecord record) {
            if (!isLoggable(record)) {
                return;
            }
            String text = record.getMessage();
            if (record.getParameters() != null) {
                text = MessageFormat.format(text, record.getParameters());
            }
            WARNINGS.add(record.getLoggerName() + ": " + text + trace(record.getThrown()));
        }

        private static String trace(@Nullable Throwable thrown) {
            if (thrown == null) {
                return "";
            }
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            return "\n" + trace;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
