package dev.duologue.server;

import dev.duologue.server.DuologueServer.Role;
import dev.duologue.server.config.ConfigException;
import dev.duologue.server.config.ConfigLoader;
import dev.duologue.server.config.Help;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.doctor.Finding;
import dev.duologue.server.http.TrustFiles;
import dev.duologue.server.ops.Logging;
import dev.duologue.server.ops.StartException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The command line.
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Does what the arguments say.
    public static void main(String[] args) {
        // Digits and letters of logs and messages do not depend on where the program runs.
        Locale.setDefault(Locale.ROOT);
        Logging.setUp();
        Thread.setDefaultUncaughtExceptionHandler(Main::threadEnded);
        setUpNetty();
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        ExitStatus status = new Main(out, err).run(List.of(args), System.getenv());
        if (status != ExitStatus.OK || !isServing(args)) {
            System.exit(status.code());
        }
    }

    /// A thread ended that should not have: said, and where nothing can be relied on any more the
    /// program ends, so that a supervisor starts it anew.
    private static void threadEnded(Thread thread, Throwable failure) {
        if (failure instanceof OutOfMemoryError || failure instanceof InternalError) {
            Runtime.getRuntime().halt(ExitStatus.CANNOT_GO_ON.code());
        }
        LOG.log(Level.ERROR, "the thread " + thread.getName() + " ended", failure);
    }

    /// What users need not pay for, unless somebody asks for it on the command line of the JVM.
    private static void setUpNetty() {
        System.getProperties().putIfAbsent("io.netty.leakDetection.level", "disabled");
        // Events of every buffer for the flight recorder: a tenth of a second at the start.
        System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
        // Or the system takes descriptors for all that wait before the first of them is looked at.
        System.getProperties().putIfAbsent("io.netty.iouring.acceptMultiShotEnabled", "false");
        // Names connections in logs; Netty would look for the address of a network card, and warn
        // where there is none.
        System.getProperties().putIfAbsent("io.netty.machineId", "00:00:00:00:00:00:00:01");
    }

    private static boolean isServing(String[] args) {
        return args.length > 0 && (args[0].equals("serve") || args[0].equals("turn"));
    }

    private ExitStatus run(List<String> args, Map<String, String> environment) {
        String command = args.isEmpty() ? "--help" : args.getFirst();
        return switch (command) {
            case "--help", "-h", "help" -> print(Help.text());
            case "--version", "-V", "version" -> print("duologue " + Version.current() + "\n");
            case "serve" -> start(Role.EVERYTHING, args.subList(1, args.size()), environment);
            case "turn" -> start(Role.RELAY, args.subList(1, args.size()), environment);
            case "doctor" -> examine(args.subList(1, args.size()), environment);
            default -> {
                err.println(
                        command
                                + ": is not a command; must be serve, turn, doctor, --help or --version");
                yield ExitStatus.BAD_ARGUMENTS;
            }
        };
    }

    /// Status 0 if a server with these settings works, for everybody or not.
    private ExitStatus examine(List<String> options, Map<String, String> environment) {
        try {
            ServerConfig config = ConfigLoader.load(options, environment);
            Logging.level(Level.ERROR);
            List<Finding> findings = new Doctor(config).examine();
            findings.forEach(out::println);
            return findings.stream().anyMatch(found -> found.grade() == Finding.Grade.BAD)
                    ? ExitStatus.CANNOT_START
                    : ExitStatus.OK;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return ExitStatus.BAD_ARGUMENTS;
        }
    }

    /// To stop when told to is no failure: the status is not the signal's, which service managers
    /// take for one.
    private static void stop(DuologueServer server) {
        server.close();
        Runtime.getRuntime().halt(ExitStatus.OK.code());
    }

    private ExitStatus print(String text) {
        out.print(text);
        out.flush();
        return ExitStatus.OK;
    }

    private ExitStatus start(Role role, List<String> options, Map<String, String> environment) {
        if (options.contains("--help")) {
            return print(Help.text());
        }
        try {
            ServerConfig config = ConfigLoader.load(options, environment);
            Logging.level(config.logLevel());
            Logging.form(config.logJson());
            DuologueServer server = DuologueServer.start(config, role);
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform().name("stop").unstarted(() -> stop(server)));
            new Operator(server, () -> ConfigLoader.load(options, environment), config.drain())
                    .listen();
            return print(
                    role == Role.RELAY
                            ? Banner.relay(config, server.port())
                            : Banner.links(
                                    config,
                                    server.port(),
                                    server.authority().map(TrustFiles::fingerprint)));
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return ExitStatus.BAD_ARGUMENTS;
        } catch (StartException e) {
            err.println(e.getMessage());
            return ExitStatus.CANNOT_START;
        }
    }
}
