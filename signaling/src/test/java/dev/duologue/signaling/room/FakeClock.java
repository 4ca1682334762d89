package dev.duologue.signaling.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Time that stands still until a test moves it.
final class FakeClock implements Clock {
    private final List<Task> waiting = new ArrayList<>();
    private Instant wall = Instant.parse("2026-11-22T12:00:00Z");
    private long nanos = 1L << 60;

    private record Task(long at, Runnable action) {}

    @Override
    public Instant instant() {
        return wall;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        var task = new Task(nanos + delay.toNanos(), action);
        waiting.add(task);
        return () -> waiting.remove(task);
    }

    /// Runs what is due until then, in its order.
    void advance(Duration time) {
        long end = nanos + time.toNanos();
        wall = wall.plus(time);
        for (Optional<Task> next = due(end); next.isPresent(); next = due(end)) {
            waiting.remove(next.get());
            nanos = next.get().at();
            next.get().action().run();
        }
        nanos = end;
    }

    /// Tasks that wait for their time.
    int timers() {
        return waiting.size();
    }

    private Optional<Task> due(long end) {
        return waiting.stream()
                .filter(task -> task.at() <= end)
                .min(Comparator.comparingLong(Task::at));
    }
}
