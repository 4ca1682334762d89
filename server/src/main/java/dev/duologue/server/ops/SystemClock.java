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

    /// @param threads run what is due
    public SystemClock(ScheduledExecutorService threads) {
        this.threads = threads;
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
            Future<?> waiting = threads.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        } catch (RejectedExecutionException _) { // the program ends, and all that waits with it
            return () -> {};
        }
    }
}
