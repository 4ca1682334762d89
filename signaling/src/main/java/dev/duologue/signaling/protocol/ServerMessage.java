package dev.duologue.signaling.protocol;

import java.util.List;

/// What the server itself says to a client; `docs/protocol.md` shows each as JSON.
public sealed interface ServerMessage {
    /// The first message of a connection.
    ///
    /// @param clientId the receiver's own id
    /// @param members the ids of everybody else in the room
    record Welcome(String clientId, RoomName room, List<String> members, List<IceServer> iceServers)
            implements ServerMessage {
        /// Copies the lists.
        public Welcome {
            members = List.copyOf(members);
            iceServers = List.copyOf(iceServers);
        }
    }

    /// Somebody took a seat.
    ///
    /// @param clientCount members of the room, the newcomer included
    record UserJoined(String clientId, int clientCount) implements ServerMessage {}

    /// Somebody gave a seat up, or lost it.
    ///
    /// @param clientCount members of the room that remain
    record UserLeft(String clientId, int clientCount, Departure reason) implements ServerMessage {}

    /// Something the receiver did was refused.
    ///
    /// @param message what was wrong and what is right, for people
    record Problem(ErrorCode code, String message) implements ServerMessage {}

    /// Replaces the servers that `welcome` gave.
    record IceServers(List<IceServer> iceServers) implements ServerMessage {
        /// Copies the list.
        public IceServers {
            iceServers = List.copyOf(iceServers);
        }
    }

    /// The answer to `ping`.
    record Pong() implements ServerMessage {}
}
