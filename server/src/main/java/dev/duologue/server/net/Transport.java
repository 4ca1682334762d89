package dev.duologue.server.net;

import dev.duologue.server.config.TransportChoice;
import dev.duologue.server.ops.StartException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.Locale;

/// A way to speak to the network.
public enum Transport {
    /// Linux 5.14 and later, where containers allow it; measured as the cheapest.
    IO_URING,
    /// Any Linux.
    EPOLL,
    /// Anywhere.
    NIO;

    /// Whether it works on this machine.
    public boolean isAvailable() {
        return switch (this) {
            case IO_URING -> IoUring.isAvailable();
            case EPOLL -> Epoll.isAvailable();
            case NIO -> true;
        };
    }

    /// Its kind of listening socket.
    public Class<? extends ServerSocketChannel> serverChannel() {
        return switch (this) {
            case IO_URING -> IoUringServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    private IoHandlerFactory newHandlers() {
        return switch (this) {
            case IO_URING -> IoUringIoHandler.newFactory();
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    /// One thread for each processor, to be shut down by the caller.
    public EventLoopGroup newEventLoops() {
        return new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(), newHandlers());
    }

    /// The transport that the operator asks for.
    ///
    /// @throws StartException if it does not work here
    public static Transport of(TransportChoice choice) throws StartException {
        for (Transport transport : values()) {
            boolean wanted =
                    choice == TransportChoice.AUTO || choice.name().equals(transport.name());
            if (wanted && transport.isAvailable()) {
                return transport;
            }
        }
        throw new StartException(
                "transport "
                        + choice.name().toLowerCase(Locale.ROOT)
                        + " does not work on this machine");
    }
}
