package dev.duologue.signaling.room;

import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.WireText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps what was sent, for a test to look at.
final class FakeConnection implements Connection {
    private final List<String> sent = new ArrayList<>();
    private @Nullable CloseCode closed;
    private @Nullable Participant member;

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

    /// From now on speaks for `member`.
    void seated(Participant member) {
        this.member = member;
    }

    /// The client sends a message.
    void say(String text) {
        Objects.requireNonNull(member).receive(this, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The connection ends.
    void leave(Ending ending) {
        Objects.requireNonNull(member).left(this, ending);
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
