package dev.duologue.signaling.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Time that a test moves. By itself it moves by a nanosecond each time that it is asked for: two
/// readings of a real clock are not the same either.
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
        return nanos++;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        var task = new Task(nanoTime() + delay.toNanos(), action);
        waiting.add(task);
        return () -> waiting.remove(task);
    }

    /// Runs what is due until then, in its order.
    void advance(Duration time) {
        long end = nanos + time.toNanos();
        wall = wall.plus(time);
        for (Optional<Task> next = due(end); next.isPresent(); next = due(end)) {
            waiting.remove(next.get());
            nanos = Math.max(nanos, next.get().at());
            next.get().action().run();
        }
        nanos = Math.max(nanos, end);
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
