package dev.duologue.turn.internal.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.engine.Packet;
import dev.duologue.turn.internal.engine.TurnEngine;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// The one state of a server and the one lock around it. A thread takes the lock for a batch of
/// packets and sends after it let go: what is held is short, and every pair of clients can be on
/// any pair of threads and transports.
public final class SharedEngine {
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final TurnEngine engine;

    private final LongSupplier clock;

    /// Guards an engine.
    ///
    /// @param engine not used by anyone else from now on
    /// @param clock milliseconds that only go forward, such as [#uptime]
    public SharedEngine(TurnEngine engine, LongSupplier clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /// The clock of this machine that only goes forward, in milliseconds.
    public static long uptime() {
        return System.nanoTime() / 1_000_000;
    }

    /// Now, in milliseconds of the clock by which everything here runs out.
    long now() {
        return clock.getAsLong();
    }

    /// Begins a batch. To be followed by [#end] in a `finally`.
    void begin() {
        lock.lock();
    }

    /// Handles one packet of a batch.
    @SuppressWarnings("GuardedBy") // between begin and end
    void receive(Packet packet, SendQueue out, long now) {
        assert lock.isHeldByCurrentThread();
        engine.receive(packet, now);
        out.take(packet);
    }

    /// Ends a batch and sends what came of it.
    void end(SendQueue out) {
        release();
        flush(out);
    }

    /// Ends a batch; what came of it is sent later.
    void release() {
        lock.unlock();
    }

    /// Sends what came of batches.
    void flush(SendQueue out) {
        int refused = out.flush();
        if (refused > 0) {
            drop(Drop.NOT_SENT, refused);
        }
    }

    /// Counts what a transport dropped.
    void drop(Drop reason, int count) {
        use(held -> {
            for (int i = 0; i < count; i++) {
                held.drop(reason);
            }
            return true;
        });
    }

    /// Does something else with the state.
    public <R> R use(Function<TurnEngine, R> action) {
        lock.lock();
        try {
            return action.apply(engine);
        } finally {
            lock.unlock();
        }
    }

    /// Something failed in a transport that should not have, and the transport goes on.
    void failed(Throwable cause) {
        use(held -> {
            held.failed(cause);
            return true;
        });
    }

    /// The engine, for a caller that is between [#begin] and [#end].
    @SuppressWarnings("GuardedBy") // between begin and end
    TurnEngine held() {
        assert lock.isHeldByCurrentThread();
        return engine;
    }

    /// Ends what has run out.
    public void tick() {
        lock.lock();
        try {
            engine.tick(now());
        } catch (Throwable e) { // reported, and the next tick comes
            reportFailedTick(e);
        } finally {
            lock.unlock();
        }
    }

    /// Where memory is short the report fails too, and an exception would cancel the ticks for
    /// good.
    @GuardedBy("lock")
    private void reportFailedTick(Throwable cause) {
        try {
            engine.failed(cause);
        } catch (Throwable _) {
            // the next tick may report again
        }
    }
}
