package dev.duologue.turn.internal.engine;

import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.AllocationTable;
import dev.duologue.turn.internal.allocation.Peer;
import dev.duologue.turn.internal.engine.PeerCheck.Result;
import dev.duologue.turn.internal.engine.StunReply.Refusal;
import dev.duologue.turn.internal.engine.StunReply.Success;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.XorPeerAddress;
import java.util.ArrayList;
import java.util.List;

/// Receives CreatePermission requests, RFC 8656 section 10.2: all peers or none.
final class CreatePermissionHandler {
    private final AllocationTable table;
    private final PeerCheck check;

    CreatePermissionHandler(AllocationTable table, PeerCheck check) {
        this.table = table;
        this.check = check;
    }

    StunReply handle(Request request, Allocation allocation) {
        List<TransportAddress> peers =
                request.message().all(XorPeerAddress.class).stream()
                        .map(peer -> peer.address().withPort(0))
                        .toList();
        if (peers.isEmpty()) {
            return Refusal.of(TurnError.BAD_REQUEST);
        }
        List<Peer> accepted = new ArrayList<>(peers.size());
        for (TransportAddress peer : peers) {
            switch (check.check(allocation, peer)) {
                case Result.Accepted(Peer one) -> accepted.add(one);
                case Result.Refused(Refusal refusal) -> {
                    return refusal;
                }
            }
        }
        return table.permit(allocation, accepted, request.now())
                ? Success.of()
                : Refusal.of(TurnError.INSUFFICIENT_CAPACITY);
    }
}
