package dev.duologue.server.ops;

import java.io.FileInputStream;
import java.io.IOException;

/// The terminal that a process was started from.
public final class Terminal {
    private static final String CONTROLLING = "/dev/tty";

    private final boolean present;

    private Terminal(boolean present) {
        this.present = present;
    }

    /// The one of this process, if it has one.
    public static Terminal ofThisProcess() {
        return new Terminal(opens());
    }

    /// Whether there was one and it was closed.
    public boolean isGone() {
        return present && !opens();
    }

    private static boolean opens() {
        try (var _ = new FileInputStream(CONTROLLING)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
