package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnListener;
import dev.duologue.turn.TurnListener.Allocated;
import dev.duologue.turn.TurnListener.End;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.FiveTuple;

/// Tells the listener and the counters. What the listener throws goes no further than to itself.
final class AllocationEvents {
    private final TurnListener listener;
    private final TurnCounters counters;

    AllocationEvents(TurnListener listener, TurnCounters counters) {
        this.listener = listener;
        this.counters = counters;
    }

    void allocated(Allocation allocation) {
        counters.allocated();
        tell(() -> listener.allocated(describe(allocation)));
    }

    /// To be told before the allocation gives its addresses up.
    void ended(Allocation allocation, End end) {
        tell(() -> listener.ended(describe(allocation), end));
    }

    void refused(Request request, TurnError error) {
        counters.refused(error.code());
        String method = request.message().method().toString();
        tell(() ->
                listener.refused(
                        method, error.code(), request.fiveTuple().client().toInetSocketAddress()));
    }

    void failed(Throwable cause) {
        tell(() -> listener.failed(cause));
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (Throwable e) { // the server's own books come first
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private static Allocated describe(Allocation allocation) {
        FiveTuple tuple = allocation.fiveTuple();
        return new Allocated(
                allocation.username(),
                tuple.link().protocol(),
                tuple.client().toInetSocketAddress(),
                allocation.relayed().getFirst().address().toInetSocketAddress(),
                allocation.packets(),
                allocation.bytes());
    }
}
