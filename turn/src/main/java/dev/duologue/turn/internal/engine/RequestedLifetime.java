package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.stun.Lifetime;
import dev.duologue.turn.stun.StunMessage;

/// How long an allocation is to last, RFC 8656 sections 7.2 and 8.2.
final class RequestedLifetime {
    private RequestedLifetime() {}

    /// What LIFETIME asks for, but not more than the maximum nor less than the default.
    ///
    /// @return milliseconds
    static long of(StunMessage message, TurnConfig config) {
        long shortest = config.defaultLifetime().toMillis();
        long wanted = message.find(Lifetime.class).map(l -> l.seconds() * 1000).orElse(shortest);
        return Math.max(shortest, Math.min(wanted, config.maxLifetime().toMillis()));
    }

    /// Whether LIFETIME asks for the end.
    static boolean isZero(StunMessage message) {
        return message.find(Lifetime.class).filter(l -> l.seconds() == 0).isPresent();
    }
}
