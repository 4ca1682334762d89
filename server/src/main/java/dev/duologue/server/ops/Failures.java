package dev.duologue.server.ops;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Counts and logs what failed and should not have, so that nothing fails unseen and nothing fills
/// the log: one line a minute for each part. Thread-safe.
public final class Failures {
    private static final System.Logger LOG = System.getLogger(Failures.class.getName());
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final AtomicLong count = new AtomicLong();

    @GuardedBy("this")
    private final Map<String, Part> parts = new HashMap<>();

    /// None so far.
    ///
    /// @param nanoTime from any origin
    public Failures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        parts.put("", new Part(0, 0)); // loads what a process without descriptors could not
    }

    /// When a part was logged last, and how often it failed since.
    private record Part(long logged, long unlogged) {}

    /// A task of which every failure is reported, and that never throws.
    ///
    /// @param part a fixed name, never anything that a client chose
    public Runnable guard(String part, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable failure) { // or the thread, or the timer, would end without a word
                reportQuietly(part, failure);
            }
        };
    }

    /// Where memory is short the report fails too, which must not end what is guarded.
    private void reportQuietly(String part, Throwable failure) {
        try {
            report(part, failure);
        } catch (Throwable _) {
            // counted, if nothing else
        }
    }

    /// Something failed, and the program goes on.
    public void report(String part, Throwable failure) {
        count.incrementAndGet();
        long more = toLog(part);
        if (more >= 0) {
            String times = more == 0 ? "" : " (and " + more + " times since the last line)";
            LOG.log(Level.ERROR, part + " failed" + times, failure);
        }
    }

    /// How many there were.
    public long count() {
        return count.get();
    }

    /// @return how many were not logged before this one; -1 if this one is not to be logged either
    private synchronized long toLog(String name) {
        long now = nanoTime.getAsLong();
        Part part = parts.get(name);
        if (part != null && now - part.logged() < QUIET.toNanos()) {
            parts.put(name, new Part(part.logged(), part.unlogged() + 1));
            return -1;
        }
        parts.put(name, new Part(now, 0));
        return part == null ? 0 : part.unlogged();
    }
}
