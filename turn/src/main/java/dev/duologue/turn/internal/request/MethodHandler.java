package dev.duologue.turn.internal.request;

/// Does what requests of one method ask for, once it is clear who asks.
@FunctionalInterface
interface MethodHandler {
    Reply handle(Request request, Identity identity);
}
