package dev.duologue.server.ops;

import java.time.ZoneId;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How the program logs: one line an event, to standard error.
public final class Logging {
    /// Held here: the JDK forgets the level of a logger that nobody holds.
    private static final Logger OWN = Logger.getLogger("dev.duologue");

    private static final Logger NETTY = Logger.getLogger("io.netty");

    /// A computer without a network is no failure.
    private static final Logger NETWORKS = Logger.getLogger("io.netty.util.NetUtilInitializations");

    private Logging() {}

    /// Sets the form of a line, and keeps libraries quiet unless something is wrong.
    public static void setUp() {
        form(false);
        NETTY.setLevel(Level.WARNING);
        NETWORKS.setLevel(Level.SEVERE);
    }

    /// Writes lines for people, or for programs.
    public static void form(boolean json) {
        LogLines.Form form = json ? LogLines.Form.JSON : LogLines.Form.TEXT;
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                handler.setFormatter(new LogLines(form, ZoneId.systemDefault()));
            }
        }
    }

    /// Says what is at least as serious as `level` from now on.
    public static void level(System.Logger.Level level) {
        Level least =
                switch (level) {
                    case ERROR -> Level.SEVERE;
                    case WARNING -> Level.WARNING;
                    case DEBUG -> Level.FINE;
                    default -> Level.INFO;
                };
        OWN.setLevel(least);
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                handler.setLevel(least);
            }
        }
    }
}
