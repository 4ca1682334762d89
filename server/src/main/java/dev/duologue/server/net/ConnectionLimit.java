package dev.duologue.server.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/// Counts connections by address.
final class ConnectionLimit {
    private volatile int perAddress;
    private final ConcurrentHashMap<Object, Integer> counts = new ConcurrentHashMap<>();

    /// Lets `perAddress` through; 0 = no limit.
    ConnectionLimit(int perAddress) {
        this.perAddress = perAddress;
    }

    /// Lets as many through from now on; 0 = no limit.
    void perAddress(int limit) {
        perAddress = limit;
    }

    /// Counts a connection until its channel closes.
    ///
    /// @return whether it is one too many
    boolean isOver(InetAddress address, Channel channel) {
        Object key = RemoteClient.limitKey(address);
        int count = counts.merge(key, 1, Integer::sum);
        channel.closeFuture()
                .addListener(_ -> counts.computeIfPresent(key, (_, n) -> n > 1 ? n - 1 : null));
        return perAddress != 0 && count > perAddress;
    }
}
