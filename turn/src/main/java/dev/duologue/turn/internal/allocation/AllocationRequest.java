package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.IntegrityKey;
import dev.duologue.turn.stun.TransactionId;
import org.jspecify.annotations.Nullable;

/// Who asked for an allocation and how.
///
/// @param room the clients that it may reach in closed mode
/// @param key the key of the user
/// @param reservation the port that was kept with it, if one was asked for
public record AllocationRequest(
        String username,
        String room,
        IntegrityKey key,
        TransactionId transactionId,
        @Nullable Reservation reservation) {}
