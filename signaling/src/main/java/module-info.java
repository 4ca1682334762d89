import org.jspecify.annotations.NullMarked;

/// Rooms, seats and messages: the meaning of the signalling protocol, without sockets.
@NullMarked
module dev.duologue.signaling {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;

    exports dev.duologue.signaling.room;
}
