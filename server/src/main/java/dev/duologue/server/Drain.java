package dev.duologue.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// The wait between the wish to stop and the end, in which relayed calls may end. Thread-safe.
final class Drain {
    private static final int LOOK_MILLIS = 100;

    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean begun;

    /// No new room begins from now on.
    void begin() {
        begun = true;
    }

    /// Whether it has begun.
    boolean isOn() {
        return begun;
    }

    /// Returns once nothing is relayed any more, `length` has passed, or [#end] is called.
    ///
    /// @param relayed how much is
    void await(IntSupplier relayed, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        try {
            while (relayed.getAsInt() > 0 && System.nanoTime() < end) {
                if (closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // which ends the wait
        }
    }

    /// The server closes: whoever waits goes on.
    void end() {
        closing.countDown();
    }
}
