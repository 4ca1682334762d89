package dev.duologue.turn;

import java.util.Map;

/// Counts since the start, and of now.
///
/// @param allocations alive now
/// @param allocated made since the start
/// @param packets datagrams relayed
/// @param bytes of data relayed
/// @param requests answered with success
/// @param refused requests answered with an error, by STUN error code
/// @param dropped what was dropped without an answer, by reason
public record TurnStats(
        int allocations,
        long allocated,
        long packets,
        long bytes,
        long requests,
        Map<Integer, Long> refused,
        Map<Drop, Long> dropped) {
    /// Why something was dropped.
    public enum Drop {
        /// Neither STUN nor ChannelData, or a message that is malformed.
        MALFORMED,
        /// A response, or an indication that no server takes.
        UNEXPECTED,
        /// ChannelData or a Send indication without an allocation.
        NO_ALLOCATION,
        /// ChannelData on a number that is not bound.
        NO_CHANNEL,
        /// To or from a peer without a permission.
        NO_PERMISSION,
        /// To a peer that cannot be reached: in closed mode anything but a relayed address of the
        /// same room.
        NO_PEER,
        /// More unauthenticated requests of a prefix than are answered.
        RATE_LIMITED,
        /// A TCP or TLS client that does not read as fast as it is sent to.
        SLOW_READER,
        /// Does not fit a datagram or a STUN message after it was given its new header.
        TOO_BIG,
        /// The system refused to send it.
        NOT_SENT
    }

    /// Copies the maps.
    public TurnStats {
        refused = Map.copyOf(refused);
        dropped = Map.copyOf(dropped);
    }
}
