package dev.duologue.signaling.protocol;

import org.jspecify.annotations.Nullable;

/// What a client may send, once read; `docs/protocol.md` shows each as JSON.
public sealed interface ClientMessage {
    /// Asks for a `pong`.
    ///
    /// @param last the newest `seq` that the client has; `null` if it does not say
    record Ping(@Nullable Long last) implements ClientMessage {}

    /// A message for other members, of any of the types that are passed on.
    ///
    /// @param target the member it is for; `null` for everybody else in the room
    /// @param payload what the sender wrote
    record Passed(@Nullable String target, Payload payload) implements ClientMessage {}

    /// What was wrong with a message, and what is right.
    ///
    /// @param code for programs
    /// @param message for people
    record Refused(ProblemCode code, String message) implements ClientMessage {}
}
