package dev.duologue.turn.internal.engine;

import dev.duologue.turn.stun.StunAttribute;
import java.util.List;

/// The answer to a request, before it is signed and written.
sealed interface StunReply {
    /// What stands in it, ERROR-CODE excepted.
    List<StunAttribute> attributes();

    /// The request was done.
    record Success(List<StunAttribute> attributes) implements StunReply {
        static Success of(StunAttribute... attributes) {
            return new Success(List.of(attributes));
        }
    }

    /// The request was refused.
    record Refusal(TurnError error, List<StunAttribute> attributes) implements StunReply {
        static Refusal of(TurnError error, StunAttribute... attributes) {
            return new Refusal(error, List.of(attributes));
        }
    }
}
