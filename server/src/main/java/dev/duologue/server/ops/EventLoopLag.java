package dev.duologue.server.ops;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// How long what is handed to an event loop waits there before its turn comes, measured with a task
/// of its own now and then. Thread-safe.
public final class EventLoopLag implements Runnable {
    private static final double NANOS = 1e9;
    private static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1};

    private final Iterable<EventExecutor> loops;
    private final LongSupplier nanoTime;
    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    /// @param nanoTime from any origin
    public EventLoopLag(Iterable<EventExecutor> loops, LongSupplier nanoTime) {
        this.loops = loops;
        this.nanoTime = nanoTime;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /// Measures once.
    @Override
    public void run() {
        for (EventExecutor loop : loops) {
            long handed = nanoTime.getAsLong();
            loop.execute(() -> waited(nanoTime.getAsLong() - handed));
        }
    }

    private void waited(long time) {
        nanos.add(time);
        int i = 0;
        while (i < BOUNDS.length && time > BOUNDS[i] * NANOS) {
            i++;
        }
        counts[i].increment();
    }

    /// Writes it down as a histogram.
    public void writeTo(MetricsText text) {
        long[] measured = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            measured[i] = counts[i].sum();
        }
        text.histogram(
                "duologue_event_loop_lag_seconds",
                "How long a task waits for its turn on an event loop",
                BOUNDS,
                measured,
                nanos.sum() / NANOS);
    }
}
