package dev.duologue.turn.internal.engine;

import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.stun.StunMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that was read but not yet judged.
///
/// @param allocation of the 5-tuple, if there is one
/// @param now milliseconds of the clock that only goes forward
/// @param instant the time of day, by which credentials expire
record Request(
        StunMessage message,
        FiveTuple fiveTuple,
        @Nullable Allocation allocation,
        long now,
        Instant instant) {}
