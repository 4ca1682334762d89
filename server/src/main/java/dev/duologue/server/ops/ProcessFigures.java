package dev.duologue.server.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the system says of this process. Nothing where it does not say it as Linux does.
final class ProcessFigures {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final long KIB = 1024;

    private ProcessFigures() {}

    static void writeTo(MetricsText text) {
        residentKib()
                .ifPresent(kib ->
                        text.gauge(
                                "process_resident_memory_bytes",
                                "Memory of the whole process",
                                kib * KIB));
        Descriptors.limit()
                .ifPresent(limit ->
                        text.gauge("process_max_fds", "Descriptors that it may have", limit));
        Descriptors.open()
                .ifPresent(open -> text.gauge("process_open_fds", "Descriptors open", open));
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(start ->
                        text.gauge(
                                "process_start_time_seconds",
                                "When it started, in Unix time",
                                start.getEpochSecond()));
    }

    private static OptionalLong residentKib() {
        try {
            Matcher found = RESIDENT.matcher(Files.readString(STATUS));
            return found.find()
                    ? OptionalLong.of(Long.parseLong(found.group(1)))
                    : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
