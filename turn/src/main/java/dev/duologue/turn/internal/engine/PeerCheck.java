package dev.duologue.turn.internal.engine;

import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.Peer;
import dev.duologue.turn.internal.engine.Reachability.Reach;
import dev.duologue.turn.internal.engine.StunReply.Refusal;
import dev.duologue.turn.stun.TransportAddress;

/// What CreatePermission and ChannelBind ask of a peer before anything is installed.
final class PeerCheck {
    private final Reachability reachability;

    PeerCheck(Reachability reachability) {
        this.reachability = reachability;
    }

    /// What came of it.
    sealed interface Result {
        /// The peer may be permitted.
        record Accepted(Peer peer) implements Result {}

        /// It may not.
        record Refused(Refusal refusal) implements Result {}
    }

    Result check(Allocation allocation, TransportAddress peer) {
        if (allocation.relayed(peer.family()) == null) {
            return new Result.Refused(Refusal.of(TurnError.PEER_FAMILY_MISMATCH));
        }
        Reach reach = hidesIpv4(peer) ? Reach.NONE : reachability.of(peer);
        return reach == Reach.NONE
                ? new Result.Refused(Refusal.of(TurnError.FORBIDDEN))
                : new Result.Accepted(new Peer(peer, reach == Reach.OUTSIDE));
    }

    /// A mapped address of family IPv6 would be held like the IPv4 address in it.
    private static boolean hidesIpv4(TransportAddress peer) {
        return !peer.equals(TransportAddress.of(peer.high(), peer.low(), peer.port()));
    }
}
