package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.internal.allocation.AllocationTable;
import java.time.InstantSource;

/// What the handlers share. Guarded as one.
///
/// @param clock the time of day, by which credentials expire
record ServerState(
        TurnConfig config,
        InstantSource clock,
        AllocationTable table,
        TurnCounters counters,
        AllocationEvents events) {}
