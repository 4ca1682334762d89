package dev.duologue.turn.internal.allocation;

/// What stands behind one relayed transport address.
public interface RelaySocket {
    /// Nothing at all: the address is virtual (closed mode).
    RelaySocket VIRTUAL = () -> {};

    /// Gives the address back to the system. Called once.
    void close();
}
