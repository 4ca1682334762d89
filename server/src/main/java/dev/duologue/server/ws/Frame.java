package dev.duologue.server.ws;

import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.ProblemCode;

/// What came over a WebSocket (RFC 6455), message fragments already joined.
sealed interface Frame {
    /// A text message.
    ///
    /// @param text valid UTF-8
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Text(byte[] text) implements Frame {}

    /// A message that was read past, because it is not one to keep.
    record Skipped(ProblemCode why) implements Frame {}

    /// A ping.
    ///
    /// @param data to be sent back
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Ping(byte[] data) implements Frame {}

    /// The answer to a ping.
    record Pong() implements Frame {}

    /// The other side closes.
    ///
    /// @param code its reason, to be sent back; 1005 if it gave none
    record Close(int code) implements Frame {}

    /// The other side broke the rules; nothing that follows can be understood.
    record Violation(CloseCode code, String rule) implements Frame {}
}
