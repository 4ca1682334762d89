package dev.duologue.signaling.room;

import dev.duologue.signaling.protocol.WireText;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The newest messages of one client, those that it is not known to have: what is sent again when
/// it comes back. Their numbers have no holes, and end with the newest number of all. Of a client
/// that keeps up nothing is kept. Not thread-safe.
final class Backlog {
    private final SignalingLimits limits;
    private @Nullable Queue<WireText> kept;
    private long bytes;

    Backlog(SignalingLimits limits) {
        this.limits = limits;
    }

    /// Keeps one more message; the oldest go where that is too much.
    void add(WireText message) {
        if (kept == null) {
            kept = new ArrayDeque<>(2);
        }
        kept.add(message);
        bytes += message.length();
        while (kept.size() > limits.keptMessages() || bytes > limits.keptBytes()) {
            bytes -= kept.remove().length();
        }
    }

    /// Forgets all but the newest messages.
    ///
    /// @param count of messages that the client does not have, as far as is known
    void keepNewest(long count) {
        if (kept == null) {
            return;
        }
        while (kept.size() > count) {
            bytes -= kept.remove().length();
        }
        if (kept.isEmpty()) {
            kept = null;
        }
    }

    /// The newest messages, oldest first.
    ///
    /// @return `null` if not so many are kept
    @Nullable List<WireText> newest(long count) {
        int size = kept == null ? 0 : kept.size();
        if (count < 0 || count > size) {
            return null;
        }
        return kept == null ? List.of() : kept.stream().skip(size - count).toList();
    }
}
