package dev.duologue.server.ops;

import java.util.logging.Level;
import java.util.logging.Logger;

/// How the program logs: one line an event, to standard error.
public final class Logging {
    private Logging() {}

    /// Sets the form of a line, and keeps libraries quiet unless something is wrong.
    public static void setUp() {
        System.setProperty(
                "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%6$s%n");
        Logger.getLogger("io.netty").setLevel(Level.WARNING);
    }
}
