package dev.duologue.turn.internal.engine;

import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.AllocationTable;
import dev.duologue.turn.internal.allocation.ChannelBinding;
import dev.duologue.turn.internal.allocation.Peer;
import dev.duologue.turn.internal.engine.PeerCheck.Result;
import dev.duologue.turn.internal.engine.StunReply.Refusal;
import dev.duologue.turn.internal.engine.StunReply.Success;
import dev.duologue.turn.stun.ChannelNumber;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.XorPeerAddress;
import java.util.Optional;

/// Receives ChannelBind requests, RFC 8656 section 12.2. Numbers up to 0x7FFF are accepted, as RFC
/// 5766 had them: clients in the field still use them, and no framing needs them.
final class ChannelBindHandler {
    private static final int FIRST = 0x4000;
    private static final int LAST = 0x7FFF;

    private final AllocationTable table;
    private final PeerCheck check;

    ChannelBindHandler(AllocationTable table, PeerCheck check) {
        this.table = table;
        this.check = check;
    }

    StunReply handle(Request request, Allocation allocation) {
        Optional<ChannelNumber> channel = request.message().find(ChannelNumber.class);
        Optional<XorPeerAddress> peer = request.message().find(XorPeerAddress.class);
        if (channel.isEmpty() || peer.isEmpty()) {
            return Refusal.of(TurnError.BAD_REQUEST);
        }
        int number = channel.get().number();
        TransportAddress address = peer.get().address();
        boolean inRange = number >= FIRST && number <= LAST;
        if (!inRange || boundOtherwise(allocation, number, address, request.now())) {
            return Refusal.of(TurnError.BAD_REQUEST);
        }
        if (address.port() == 0) {
            return Refusal.of(TurnError.FORBIDDEN);
        }
        return switch (check.check(allocation, address)) {
            case Result.Refused(Refusal refusal) -> refusal;
            case Result.Accepted(Peer accepted) ->
                    table.bind(allocation, number, accepted, request.now())
                            ? Success.of()
                            : Refusal.of(TurnError.INSUFFICIENT_CAPACITY);
        };
    }

    /// Whether the number stands for another peer or the peer has another number.
    private static boolean boundOtherwise(
            Allocation allocation, int number, TransportAddress peer, long now) {
        ChannelBinding byNumber = allocation.channel(number, now);
        if (byNumber != null) {
            return !byNumber.peer().equals(peer);
        }
        return allocation.channelTo(peer.high(), peer.low(), peer.port(), now) != null;
    }
}
