package dev.duologue.server;

import dev.duologue.server.config.ConfigException;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.ops.Logging;
import dev.duologue.server.ops.Signals;
import dev.duologue.server.ops.Terminal;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Does what the operator says to the running program by signals: SIGHUP reads the settings again,
/// SIGTERM drains and stops.
final class Operator {
    private static final System.Logger LOG = System.getLogger(Operator.class.getName());

    private final DuologueServer server;
    private final Source settings;
    private final Terminal terminal = Terminal.ofThisProcess();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile Duration drain;

    /// @param settings reads them anew
    /// @param drain of the settings in force
    Operator(DuologueServer server, Source settings, Duration drain) {
        this.server = server;
        this.settings = settings;
        this.drain = drain;
    }

    /// Reads the settings from where they were read at the start.
    @FunctionalInterface
    interface Source {
        /// Reads them.
        ServerConfig load() throws ConfigException;
    }

    void listen() {
        Signals.on("HUP", this::hangUp);
        Signals.on("TERM", this::stop);
    }

    /// A terminal that closes sends the same signal, and takes its programs with it.
    private void hangUp() {
        if (terminal.isGone()) {
            System.exit(ExitStatus.OK.code());
        }
        reload();
    }

    private void reload() {
        try {
            ServerConfig config = settings.load();
            Logging.level(config.logLevel());
            Logging.form(config.logJson());
            drain = config.drain();
            List<String> fixed = server.reload(config);
            LOG.log(Level.INFO, "the settings were read again");
            if (!fixed.isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "changed, but in force from the next start on: {0}",
                        String.join(", ", fixed));
            }
        } catch (ConfigException e) {
            LOG.log(Level.WARNING, "the old settings stay: {0}", e.getMessage());
        }
    }

    /// A second signal ends the wait.
    private void stop() {
        if (stopping.compareAndSet(false, true) && drain.isPositive()) {
            server.drain(drain);
        }
        System.exit(ExitStatus.OK.code());
    }
}
