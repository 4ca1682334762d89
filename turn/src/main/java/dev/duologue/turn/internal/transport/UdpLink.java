package dev.duologue.turn.internal.transport;

/// A bound UDP socket of the server.
public interface UdpLink extends Link {
    /// The port that it has.
    int port();

    /// Whether it still receives.
    boolean isAlive();

    /// Stops receiving and gives the port back. Returns when that is done.
    void close();

    @Override
    default boolean stream() {
        return false;
    }

    @Override
    default String protocol() {
        return "udp";
    }
}
