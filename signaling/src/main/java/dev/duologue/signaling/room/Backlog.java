package dev.duologue.signaling.room;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.protocol.WireText;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The newest messages of one client that it is not known to have: what is sent again when it comes
/// back. Their numbers have no holes, and end with the newest number of all. Nothing is kept of a
/// client that keeps up. Where memory is short everything goes at once, which the client sees as a
/// gap. Thread-safe; its lock is the innermost.
final class Backlog {
    private final SignalingLimits limits;
    private final Budget.Account account;

    @GuardedBy("this")
    private @Nullable Queue<WireText> kept;

    @GuardedBy("this")
    private long bytes;

    Backlog(SignalingLimits limits, Budget budget) {
        this.limits = limits;
        this.account = budget.open(this::clear);
    }

    /// Keeps one more message; the oldest go where that is too much.
    void add(WireText message) {
        account.add(keep(message));
    }

    /// @return how many more bytes are kept now
    private synchronized long keep(WireText message) {
        long before = bytes;
        if (kept == null) {
            kept = new ArrayDeque<>(2);
        }
        kept.add(message);
        bytes += message.retained();
        while (kept.size() > limits.keptMessages() || bytes > limits.keptBytes()) {
            bytes -= kept.remove().retained();
        }
        return bytes - before;
    }

    /// Forgets all but the newest messages.
    ///
    /// @param count of messages that the client does not have, as far as is known
    void keepNewest(long count) {
        account.add(forgetAllBut(count));
    }

    private synchronized long forgetAllBut(long count) {
        if (kept == null) {
            return 0;
        }
        long before = bytes;
        while (kept.size() > count) {
            bytes -= kept.remove().retained();
        }
        if (kept.isEmpty()) {
            kept = null;
        }
        return bytes - before;
    }

    /// Forgets everything.
    void clear() {
        keepNewest(0);
    }

    /// Keeps nothing any more: the seat is free.
    void close() {
        clear();
        account.close();
    }

    /// The newest messages, oldest first.
    ///
    /// @return `null` if not so many are kept
    synchronized @Nullable List<WireText> newest(long count) {
        int size = kept == null ? 0 : kept.size();
        if (count < 0 || count > size) {
            return null;
        }
        return kept == null ? List.of() : kept.stream().skip(size - count).toList();
    }
}
