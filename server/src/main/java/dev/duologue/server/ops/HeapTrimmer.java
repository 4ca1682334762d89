package dev.duologue.server.ops;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Gives memory back after a storm: a heap that grew shrinks in a collection only, and nothing else
/// asks for one while little happens. Belongs to one thread.
public final class HeapTrimmer implements Runnable {
    /// A heap is let be until it has grown by this much over what it had after the last collection.
    static final long GROWTH = 24L << 20;

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final LongSupplier committed;
    private final LongSupplier nanoTime;
    private final Runnable collection;
    private long base;
    private long lastLook;
    private long lastCollection;

    /// @param committed bytes of memory that the heap has from the system
    /// @param collection collects, and gives back what is not needed
    public HeapTrimmer(LongSupplier committed, LongSupplier nanoTime, Runnable collection) {
        this.committed = committed;
        this.nanoTime = nanoTime;
        this.collection = collection;
        this.base = committed.getAsLong();
        this.lastLook = base;
        this.lastCollection = nanoTime.getAsLong() - PAUSE.toNanos();
    }

    /// Looks whether the heap has grown, and has stopped growing since the last look.
    @Override
    public void run() {
        long now = committed.getAsLong();
        boolean calm = now <= lastLook;
        lastLook = now;
        boolean rested = nanoTime.getAsLong() - lastCollection >= PAUSE.toNanos();
        if (now - base >= GROWTH && calm && rested) {
            collection.run();
            lastCollection = nanoTime.getAsLong();
            base = committed.getAsLong();
            lastLook = base;
        }
    }
}
