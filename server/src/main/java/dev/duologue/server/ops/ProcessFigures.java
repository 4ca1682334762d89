package dev.duologue.server.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the system says of this process. Nothing where it does not say it as Linux does.
final class ProcessFigures {
    private static final Path SELF = Path.of("/proc/self");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+)");
    private static final long KIB = 1024;

    private ProcessFigures() {}

    static void writeTo(MetricsText text) {
        found("status", RESIDENT)
                .ifPresent(kib ->
                        text.gauge(
                                "process_resident_memory_bytes",
                                "Memory of the whole process",
                                kib * KIB));
        found("limits", OPEN_FILES)
                .ifPresent(limit ->
                        text.gauge("process_max_fds", "Descriptors that it may have", limit));
        openFiles().ifPresent(open -> text.gauge("process_open_fds", "Descriptors open", open));
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(start ->
                        text.gauge(
                                "process_start_time_seconds",
                                "When it started, in Unix time",
                                start.getEpochSecond()));
    }

    private static OptionalLong found(String file, Pattern line) {
        try {
            Matcher found = line.matcher(Files.readString(SELF.resolve(file)));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : none();
        } catch (IOException _) {
            return none();
        }
    }

    private static OptionalLong openFiles() {
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            return OptionalLong.of(open.count());
        } catch (IOException _) {
            return none();
        }
    }

    private static OptionalLong none() {
        return OptionalLong.empty();
    }
}
