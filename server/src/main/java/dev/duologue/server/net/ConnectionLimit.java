package dev.duologue.server.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Counts connections by address: those that are open, and those that came within the last second,
/// for a TLS handshake costs as much as a thousand messages. Programs of this computer may come as
/// often as they like. Thread-safe.
final class ConnectionLimit {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;

    @GuardedBy("this")
    private int perAddress;

    @GuardedBy("this")
    private int rate;

    @GuardedBy("this")
    private final Map<Object, Integer> open = new HashMap<>();

    /// What came within the window, and has perhaps closed since.
    @GuardedBy("this")
    private Map<Object, Integer> arrived = new HashMap<>();

    @GuardedBy("this")
    private long windowStart;

    /// @param perAddress how many may be open; 0 = no limit
    /// @param rate how many may come within a second; 0 = no limit
    /// @param nanoTime from any origin
    ConnectionLimit(int perAddress, int rate, LongSupplier nanoTime) {
        this.perAddress = perAddress;
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /// Has other limits from now on.
    synchronized void configure(int newPerAddress, int newRate) {
        perAddress = newPerAddress;
        rate = newRate;
    }

    /// Counts a connection until its channel closes.
    ///
    /// @return whether it is one too many
    boolean isOver(InetAddress address, Channel channel) {
        Object key = RemoteClient.limitKey(address);
        boolean over = count(key, address.isLoopbackAddress());
        channel.closeFuture().addListener(_ -> closed(key));
        return over;
    }

    private synchronized boolean count(Object key, boolean local) {
        long now = nanoTime.getAsLong();
        if (now - windowStart >= WINDOW) {
            arrived = new HashMap<>(); // a cleared one stays as large as it ever was
            windowStart = now;
        }
        int comers = arrived.merge(key, 1, Integer::sum);
        int held = open.merge(key, 1, Integer::sum);
        return (!local && exceeds(rate, comers)) || exceeds(perAddress, held);
    }

    private static boolean exceeds(int limit, int count) {
        return limit != 0 && count > limit;
    }

    private synchronized void closed(Object key) {
        open.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
    }
}
