package dev.duologue.server.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what another thread does, as long as it takes within reason.
public final class Await {
    /// Far more than anything here takes, on any machine.
    public static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final long LOOK_EVERY_NANOS = 500_000;

    private Await() {}

    /// Returns as soon as `condition` holds, and fails if it never does.
    public static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /// The same; `what` is asked once it failed.
    static void until(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came true: " + what.get());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
