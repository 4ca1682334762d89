package dev.duologue.server.ops;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Gives memory back after a storm: a heap that grew shrinks in a collection only, and nothing else
/// asks for one while little happens. What a storm left may be held for a while, by seats that wait
/// for their clients, so one collection is not enough. Belongs to one thread.
public final class HeapTrimmer implements Runnable {
    /// A heap is let be until it is this much larger than at the start.
    static final long GROWTH = 4L << 20;

    /// Between two collections of which the first gave something back. It doubles with each that
    /// did not, up to [#LONGEST], and until the heap grows again.
    static final Duration PAUSE = Duration.ofSeconds(30);

    static final Duration LONGEST = Duration.ofHours(1);

    private final LongSupplier committed;
    private final LongSupplier nanoTime;
    private final Runnable collection;
    private final long start;
    private long lastLook;
    private long lastCollection;
    private long pause = PAUSE.toNanos();

    /// @param committed bytes of memory that the heap has from the system
    /// @param collection collects, and gives back what is not needed
    public HeapTrimmer(LongSupplier committed, LongSupplier nanoTime, Runnable collection) {
        this.committed = committed;
        this.nanoTime = nanoTime;
        this.collection = collection;
        this.start = committed.getAsLong();
        this.lastLook = start;
        this.lastCollection = nanoTime.getAsLong() - PAUSE.toNanos();
    }

    /// Looks whether the heap has grown, and has stopped growing since the last look.
    @Override
    public void run() {
        long now = committed.getAsLong();
        boolean calm = now <= lastLook;
        lastLook = now;
        if (!calm) {
            pause = PAUSE.toNanos();
        } else if (now - start >= GROWTH && nanoTime.getAsLong() - lastCollection >= pause) {
            collection.run();
            lastCollection = nanoTime.getAsLong();
            lastLook = committed.getAsLong();
            pause = lastLook < now ? PAUSE.toNanos() : Math.min(2 * pause, LONGEST.toNanos());
        }
    }
}
