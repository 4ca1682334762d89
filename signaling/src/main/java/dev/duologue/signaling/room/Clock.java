package dev.duologue.signaling.room;

import java.time.Duration;
import java.time.InstantSource;

/// Time as signalling sees it, so that tests need not wait for it. Called on any thread.
public interface Clock extends InstantSource {
    /// Nanoseconds from any origin; only ever goes forward, whatever happens to the clock on the
    /// wall.
    long nanoTime();

    /// Runs `task` once, when `delay` is over; never before this method returns.
    Timer after(Duration delay, Runnable task);

    /// A task that waits for its time.
    interface Timer {
        /// Calls the task off, unless it runs already.
        void cancel();
    }
}
