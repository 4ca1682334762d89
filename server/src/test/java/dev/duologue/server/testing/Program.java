package dev.duologue.server.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The program as a process of its own, as a person starts it.
public final class Program implements AutoCloseable {
    /// Where a crash of the JVM is explained, for the folder of a test goes with it.
    private static final Path CRASHES = Path.of("target").toAbsolutePath();

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// What became of a process that ended.
    public record Result(int status, String out, String err) {}

    /// Starts it.
    ///
    /// @param folder for what it prints
    /// @param environment besides this process's own
    /// @param jvm flags of the JVM
    public static Program start(
            Path folder, Map<String, String> environment, List<String> jvm, String... arguments) {
        return startIn(List.of(), folder, environment, jvm, arguments);
    }

    /// Starts it by way of other commands.
    ///
    /// @param wrapper starts the command that follows it, such as `env -u HOME`
    public static Program startIn(
            List<String> wrapper,
            Path folder,
            Map<String, String> environment,
            List<String> jvm,
            String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dslf4j.internal.verbosity=ERROR"); // which only the tests' libraries bring
        command.add("-XX:ErrorFile=" + CRASHES.resolve("hs_err_pid%p.log"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(), "dev.duologue.server.Main"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            var builder = new ProcessBuilder(command);
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new Program(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs it to its end.
    public static Result run(Path folder, String... arguments) {
        try (var program = start(folder, Map.of(), List.of(), arguments)) {
            return program.await();
        }
    }

    /// Waits until it has printed `text`.
    public String awaitOut(String text) {
        return await(text, out);
    }

    /// Waits until it has logged `text`.
    public String awaitErr(String text) {
        return await(text, err);
    }

    private String await(String text, Path printed) {
        Await.until(
                () -> text + "; it says: " + read(err),
                () -> read(printed).contains(text) || !process.isAlive());
        if (!read(printed).contains(text)) {
            throw new AssertionError(
                    "it ended with status "
                            + process.exitValue()
                            + " without \""
                            + text
                            + "\"; it says: "
                            + read(err));
        }
        return read(printed);
    }

    /// Asks it to end, as service managers do.
    public void terminate() {
        process.destroy();
    }

    /// Sends it a signal.
    ///
    /// @param name without `SIG`
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits until it has ended.
    public Result await() {
        try {
            if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; it says: " + read(err));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Result(process.exitValue(), read(out), read(err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// What the program needs, without its tests.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Files.exists(Path.of(entry, "junit-platform.properties")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
