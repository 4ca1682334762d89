package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnListener.End;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.AllocationTable;
import dev.duologue.turn.internal.engine.StunReply.Refusal;
import dev.duologue.turn.internal.engine.StunReply.Success;
import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.Lifetime;
import dev.duologue.turn.stun.RequestedAddressFamily;
import dev.duologue.turn.stun.StunMessage;
import java.util.Optional;

/// Receives Refresh requests, RFC 8656 section 8.2.
final class RefreshHandler {
    private final TurnConfig config;
    private final AllocationTable table;
    private final AllocationEvents events;

    RefreshHandler(TurnConfig config, AllocationTable table, AllocationEvents events) {
        this.config = config;
        this.table = table;
        this.events = events;
    }

    StunReply handle(Request request, Allocation allocation) {
        StunMessage message = request.message();
        Optional<AddressFamily> family = Optional.empty();
        Optional<RequestedAddressFamily> named = message.find(RequestedAddressFamily.class);
        if (named.isPresent()) {
            family = known(named.get());
            if (family.isEmpty() || allocation.relayed(family.get()) == null) {
                return Refusal.of(TurnError.PEER_FAMILY_MISMATCH);
            }
        }
        if (!RequestedLifetime.isZero(message)) {
            long lifetime = RequestedLifetime.of(message, config);
            allocation.refresh(request.now(), lifetime);
            return Success.of(new Lifetime(lifetime / 1000));
        }
        if (family.isPresent() && allocation.relayed().size() > 1) {
            table.removeFamily(allocation, family.get());
        } else {
            events.ended(allocation, End.DELETED);
            table.delete(allocation, message.transactionId(), request.now());
        }
        return Success.of(new Lifetime(0));
    }

    private static Optional<AddressFamily> known(RequestedAddressFamily named) {
        for (AddressFamily family : AddressFamily.values()) {
            if (family.number() == named.family()) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
