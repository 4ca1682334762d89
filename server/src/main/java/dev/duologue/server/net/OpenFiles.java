package dev.duologue.server.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.duologue.server.ops.Descriptors;
import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Shares the descriptors of the process out between connections: a part is reserved for files and
/// relay sockets, and connections that are not (yet) a call take a part of the rest at most. Beyond
/// that the oldest of these are closed, so that a call finds room whatever others do. Thread-safe.
final class OpenFiles {
    private static final int UNKNOWN_LIMIT = 4096;

    private final int maxOpen;
    private final int maxIdle;

    @GuardedBy("this")
    private int open;

    /// Connections that are not a call, the oldest first.
    @GuardedBy("this")
    private final Set<Channel> idle = new LinkedHashSet<>();

    /// @param free descriptors that there are to share out
    OpenFiles(int free) {
        maxOpen = Math.max(1, free - free / 4);
        maxIdle = Math.max(1, maxOpen / 2);
    }

    /// Descriptors that this process may have, less those that it needs to run.
    static int freeOfProcess() {
        long limit = Descriptors.limit().orElse(UNKNOWN_LIMIT);
        return (int) Math.min(Integer.MAX_VALUE, limit - Descriptors.open().orElse(0));
    }

    /// Counts a connection until it closes, as one that is not a call.
    ///
    /// @return false if there is no room for it
    boolean admit(Channel channel) {
        Channel oldest;
        synchronized (this) {
            if (open >= maxOpen) {
                return false;
            }
            open++;
            idle.add(channel);
            oldest = idle.size() > maxIdle ? takeOldest() : null;
        }
        channel.closeFuture().addListener(_ -> closed(channel));
        if (oldest != null) {
            oldest.close();
        }
        return true;
    }

    @GuardedBy("this")
    private @Nullable Channel takeOldest() {
        var channels = idle.iterator();
        Channel oldest = channels.next();
        channels.remove();
        return oldest;
    }

    /// A connection became a call.
    synchronized void busy(Channel channel) {
        idle.remove(channel);
    }

    private synchronized void closed(Channel channel) {
        idle.remove(channel);
        open--;
    }
}
