package dev.duologue.signaling.room;

import dev.duologue.signaling.protocol.ProblemCode;

/// Is told what happens, for metrics. Called on any thread while the state of a seat is held: it
/// must be quick, must not block and must not call back.
public interface SignalingListener {
    /// Hears nothing.
    SignalingListener NONE = new SignalingListener() {};

    /// A client was told of an error.
    default void told(ProblemCode code) {}

    /// A client came back to its seat and missed nothing.
    default void resumed() {}

    /// A client came back and may have missed messages.
    default void gap() {}
}
