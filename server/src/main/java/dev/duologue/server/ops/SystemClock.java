package dev.duologue.server.ops;

import dev.duologue.signaling.room.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The clock of this computer.
public final class SystemClock implements Clock {
    private final ScheduledExecutorService threads;
    private final Failures failures;

    /// @param threads run what is due
    /// @param failures is told when that fails
    public SystemClock(ScheduledExecutorService threads, Failures failures) {
        this.threads = threads;
        this.failures = failures;
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            Runnable guarded = failures.guard("a timer", task);
            Future<?> waiting = threads.schedule(guarded, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        } catch (RejectedExecutionException _) { // the program ends, and all that waits with it
            return () -> {};
        }
    }
}
