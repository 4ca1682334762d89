package dev.duologue.signaling.room;

/// What a client asks for when it connects; nothing of it is checked yet.
///
/// @param room the name of the room
/// @param resumable whether the client may come back for its seat after it lost its connection
/// @param session the token that an earlier connection was given; empty if there was none
/// @param last the newest `seq` that the client has seen; [#NOTHING] if it does not know
public record Entry(String room, boolean resumable, String session, long last) {
    /// The `last` of a client that remembers nothing of what it was told.
    public static final long NOTHING = -1;

    /// A client that knows nothing of resuming.
    public static Entry plain(String room) {
        return new Entry(room, false, "", NOTHING);
    }
}
