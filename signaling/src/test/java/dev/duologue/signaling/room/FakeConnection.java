package dev.duologue.signaling.room;

import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.WireText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps what was sent, for a test to look at.
final class FakeConnection implements Connection {
    private final List<String> sent = new ArrayList<>();
    private @Nullable CloseCode closed;

    @Override
    public synchronized void send(WireText message) {
        sent.add(message.toString());
    }

    @Override
    public synchronized void close(CloseCode code) {
        if (closed == null) {
            closed = code;
        }
    }

    synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    /// Everything since the last call.
    synchronized List<String> news() {
        List<String> news = List.copyOf(sent);
        sent.clear();
        return news;
    }

    synchronized @Nullable CloseCode closed() {
        return closed;
    }
}
