package dev.duologue.server.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The file descriptors of this process, as Linux tells of them; nothing on other systems.
public final class Descriptors {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d{1,18})\\s");

    private Descriptors() {}

    /// How many it may have; nothing if there is no limit.
    public static OptionalLong limit() {
        return limit(PROC);
    }

    /// The same.
    ///
    /// @param proc where the kernel tells, `/proc`
    public static OptionalLong limit(Path proc) {
        try {
            Matcher found = LIMIT.matcher(Files.readString(proc.resolve("self/limits")));
            return found.find()
                    ? OptionalLong.of(Long.parseLong(found.group(1)))
                    : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    /// How many it has.
    public static OptionalLong open() {
        try (Stream<Path> open = Files.list(PROC.resolve("self/fd"))) {
            return OptionalLong.of(open.count());
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
