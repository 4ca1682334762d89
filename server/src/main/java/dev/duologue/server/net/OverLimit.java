package dev.duologue.server.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Connections of this computer beyond the limit of their address. A few at a time may ask whether
/// the program works, and nothing else: a health check has to be answered above all while too many
/// others connect. Thread-safe.
public final class OverLimit {
    static final int PLACES = 8;

    /// The deadline for the request of such a connection.
    static final Duration TIME = Duration.ofSeconds(1);

    private static final AttributeKey<Boolean> KEY = AttributeKey.valueOf(OverLimit.class, "over");

    private final AtomicInteger taken = new AtomicInteger();

    OverLimit() {}

    /// Whether a connection is one of these.
    public static boolean is(Channel channel) {
        return channel.hasAttr(KEY);
    }

    /// Takes a place until the connection closes.
    ///
    /// @return false if none is free
    boolean take(Channel channel) {
        if (taken.incrementAndGet() > PLACES) {
            taken.decrementAndGet();
            return false;
        }
        channel.attr(KEY).set(true);
        channel.closeFuture().addListener(_ -> taken.decrementAndGet());
        return true;
    }
}
