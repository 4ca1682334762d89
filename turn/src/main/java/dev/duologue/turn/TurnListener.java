package dev.duologue.turn;

import java.net.InetSocketAddress;

/// Is told what happens, for logs and metrics. Called on I/O threads while the server's state is
/// held: it must be quick, must not block and must not call the server. User names come from the
/// network: escape them before they are printed.
public interface TurnListener {
    /// Hears nothing.
    TurnListener NONE = new TurnListener() {};

    /// An allocation, as it is when the event happens.
    ///
    /// @param protocol `udp`, `tcp` or `tls`: how the client speaks to the server
    /// @param packets datagrams that the client sent to peers so far
    /// @param bytes their data
    record Allocated(
            String username,
            String protocol,
            InetSocketAddress client,
            InetSocketAddress relayed,
            long packets,
            long bytes) {}

    /// Why an allocation ended.
    enum End {
        /// The client deleted it.
        DELETED,
        /// It was not refreshed in time.
        EXPIRED,
        /// The TCP or TLS connection that it was made on closed.
        DISCONNECTED,
        /// The server was closed.
        CLOSED
    }

    /// An allocation was made.
    default void allocated(Allocated allocation) {}

    /// An allocation ended and everything it had is freed.
    default void ended(Allocated allocation, End end) {}

    /// A request was refused.
    ///
    /// @param method as the registry names it, such as `Allocate`
    /// @param code the STUN error code that was answered
    default void refused(String method, int code, InetSocketAddress client) {}

    /// Something failed that should not have; the server goes on.
    default void failed(Throwable cause) {}
}
