package dev.duologue.server.ops;

import dev.duologue.signaling.memory.Budget;

/// What the JVM and the budget of clients take.
public final class RuntimeFigures {
    private RuntimeFigures() {}

    /// Writes them down.
    public static void writeTo(MetricsText text, Budget budget) {
        Runtime jvm = Runtime.getRuntime();
        text.gauge(
                        "duologue_heap_used_bytes",
                        "Heap in use, garbage included",
                        jvm.totalMemory() - jvm.freeMemory())
                .gauge("duologue_heap_max_bytes", "Heap that may be used", jvm.maxMemory())
                .gauge(
                        "duologue_budget_used_bytes",
                        "Memory that is kept or waits for clients",
                        budget.used())
                .gauge(
                        "duologue_budget_limit_bytes",
                        "Memory that may be kept or wait for clients",
                        budget.limit())
                .counter(
                        "duologue_evictions_total",
                        "Clients that lost what was kept for them because the budget was exceeded",
                        budget.evictions());
        ProcessFigures.writeTo(text);
    }
}
