package dev.duologue.signaling.room;

import java.time.Duration;

/// How much one member may do.
///
/// @param roomSeats members a room has room for
/// @param messageRate messages a second, and at once, that one member may send; 0 = no limit
/// @param resumeWindow how long a seat is kept for a member that lost its connection; 0 = not at
///   all
/// @param keptMessages messages that are kept for a member until it says that it has them
/// @param keptBytes the same in retained bytes of heap
public record SignalingLimits(
        int roomSeats, int messageRate, Duration resumeWindow, int keptMessages, int keptBytes) {
    /// Bad messages in a row that cost the connection.
    public static final int MAX_BAD_IN_A_ROW = 10;

    /// How long a seat is kept at most for a page that its browser left or put aside: longer than
    /// loading one anew takes, and short enough for whoever waits for it in a call.
    public static final Duration AWAY_WINDOW = Duration.ofSeconds(3);

    /// @throws IllegalArgumentException if a limit is out of its range
    public SignalingLimits {
        check(roomSeats >= 1, "roomSeats", roomSeats, "1 or more");
        check(messageRate >= 0, "messageRate", messageRate, "0 or more");
        check(!resumeWindow.isNegative(), "resumeWindow", resumeWindow, "0 or more");
        check(keptMessages >= 1, "keptMessages", keptMessages, "1 or more");
        check(keptBytes >= 1, "keptBytes", keptBytes, "1 or more");
    }

    /// How long a seat is kept after a connection that ended so.
    Duration keptAfter(Ending ending) {
        return switch (ending) {
            case BROKEN -> resumeWindow;
            case GONE_AWAY -> resumeWindow.compareTo(AWAY_WINDOW) < 0 ? resumeWindow : AWAY_WINDOW;
            case FAREWELL, REFUSED -> Duration.ZERO;
        };
    }

    private static void check(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " = " + value + ": must be " + rule);
        }
    }
}
