package dev.duologue.server;

import dev.duologue.server.ops.Failures;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Background work: what the server does again and again, on a thread beside the event loops.
final class BackgroundTasks implements AutoCloseable {
    private final Failures failures;
    private final List<ScheduledFuture<?>> tasks = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("background").factory());

    /// @param failures is told when a task fails, which runs again at its next time
    BackgroundTasks(Failures failures) {
        this.failures = failures;
    }

    /// Runs a task again and again, from `seconds` from now on.
    void every(int seconds, String part, Runnable task) {
        Runnable guarded = failures.guard(part, task);
        tasks.add(thread.scheduleWithFixedDelay(guarded, seconds, seconds, TimeUnit.SECONDS));
    }

    /// Whether every task will run again.
    boolean areAlive() {
        return tasks.stream().noneMatch(ScheduledFuture::isDone);
    }

    /// For tests that break a part: nothing runs again.
    void stop() {
        tasks.forEach(task -> task.cancel(false));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
