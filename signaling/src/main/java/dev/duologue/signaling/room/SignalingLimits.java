package dev.duologue.signaling.room;

/// How much one member may do.
///
/// @param roomSeats members a room has room for
/// @param messageRate messages a second, and at once, that one member may send; 0 = no limit
public record SignalingLimits(int roomSeats, int messageRate) {
    /// Bad messages in a row that cost the connection.
    public static final int MAX_BAD_IN_A_ROW = 10;

    /// @throws IllegalArgumentException if a limit is out of its range
    public SignalingLimits {
        if (roomSeats < 1) {
            throw new IllegalArgumentException("roomSeats = " + roomSeats + ": must be 1 or more");
        }
        if (messageRate < 0) {
            throw new IllegalArgumentException(
                    "messageRate = " + messageRate + ": must be 0 or more");
        }
    }
}
