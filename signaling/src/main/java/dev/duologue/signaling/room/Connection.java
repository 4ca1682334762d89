package dev.duologue.signaling.room;

import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.WireText;

/// The way to one client. Both methods may be called on any thread and never block.
public interface Connection {
    /// Sends a message after all that were sent before it. What cannot be sent any more is dropped.
    void send(WireText message);

    /// Closes after all that was sent before. Later calls do nothing.
    void close(CloseCode code);
}
