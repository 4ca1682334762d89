package dev.duologue.server.config;

import java.util.Locale;

/// How the operator wants the program to speak to the network.
public enum TransportChoice {
    /// The first of the others that works here.
    AUTO,
    /// io_uring, or no start.
    IO_URING,
    /// epoll, or no start.
    EPOLL,
    /// What Java has on every system.
    NIO;

    /// Reads the value of the setting.
    ///
    /// @throws IllegalArgumentException if it is none
    static TransportChoice of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
