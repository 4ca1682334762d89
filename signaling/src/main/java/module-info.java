import org.jspecify.annotations.NullMarked;

/// Signalling without a network: rooms, seats and messages.
@NullMarked
module dev.duologue.signaling {
    requires com.fasterxml.jackson.core;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports dev.duologue.signaling.backplane;
    exports dev.duologue.signaling.memory;
    exports dev.duologue.signaling.protocol;
    exports dev.duologue.signaling.rate;
    exports dev.duologue.signaling.room;
}
