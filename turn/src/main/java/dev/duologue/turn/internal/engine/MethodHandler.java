package dev.duologue.turn.internal.engine;

/// Does what requests of one method ask for, once it is clear who asks.
@FunctionalInterface
interface MethodHandler {
    StunReply handle(Request request, Identity identity);
}
