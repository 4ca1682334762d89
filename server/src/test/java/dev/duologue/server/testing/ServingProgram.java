package dev.duologue.server.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program as a process of its own that serves a free port of loopback.
public final class ServingProgram implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("port (\\d+)\\.");

    private final Program program;
    private final int port;

    private ServingProgram(Program program) {
        this.program = program;
        Matcher printed = PORT.matcher(program.awaitOut("port "));
        if (!printed.find()) {
            throw new AssertionError("it names no port");
        }
        port = Integer.parseInt(printed.group(1));
    }

    /// Starts it.
    ///
    /// @param wrapper the command that starts it, such as a shell that sets limits
    /// @param folder for its data and what it prints
    /// @param jvm flags of the JVM
    /// @param options of the program
    public static ServingProgram start(
            List<String> wrapper, Path folder, List<String> jvm, String... options) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("serve", "--port=0", "--host=127.0.0.1"));
        arguments.add("--ping-interval=1h"); // on a slow machine it would come between
        arguments.add("--data-dir=" + folder.resolve("data"));
        arguments.addAll(List.of(options));
        return new ServingProgram(
                Program.startIn(wrapper, folder, Map.of(), jvm, arguments.toArray(String[]::new)));
    }

    /// Where it listens.
    public int port() {
        return port;
    }

    /// Waits until it has logged `text`, and gives all that it logged.
    public String awaitErr(String text) {
        return program.awaitErr(text);
    }

    /// The status of the answer to a GET.
    public int status(String path) {
        try (var connection = RawConnection.open(port)) {
            return connection.status(path);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
