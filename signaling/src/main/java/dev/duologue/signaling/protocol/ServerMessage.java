package dev.duologue.signaling.protocol;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server itself says to a client; `docs/protocol.md` shows each as JSON.
public sealed interface ServerMessage {
    /// The first message of a connection.
    ///
    /// @param clientId the receiver's own id
    /// @param members the ids of everybody else in the room
    /// @param session how to come back; `null` for a client that cannot
    /// @param resumed what became of the seat that the client had before; `null` for a newcomer
    record Welcome(
            String clientId,
            RoomName room,
            List<String> members,
            List<IceServer> iceServers,
            @Nullable Session session,
            @Nullable Resumed resumed)
            implements ServerMessage {
        /// Copies the lists.
        public Welcome {
            members = List.copyOf(members);
            iceServers = List.copyOf(iceServers);
        }
    }

    /// By what, and for how long, a client gets its seat back after it lost its connection.
    record Session(String token, Duration window) {}

    /// A client came back.
    ///
    /// @param gap whether it may have missed messages; if not, they follow
    /// @param received messages that were taken from it at this seat
    record Resumed(boolean gap, long received) {}

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
    record Problem(ProblemCode code, String message) implements ServerMessage {}

    /// Replaces the servers that `welcome` gave.
    record IceServers(List<IceServer> iceServers) implements ServerMessage {
        /// Copies the list.
        public IceServers {
            iceServers = List.copyOf(iceServers);
        }
    }

    /// The answer to `ping`.
    ///
    /// @param received messages that were taken from the client, for one that can come back
    /// @param session a token in place of the one before; `null` while that one will do
    record Pong(@Nullable Long received, @Nullable String session) implements ServerMessage {}
}
