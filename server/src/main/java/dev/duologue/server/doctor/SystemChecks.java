package dev.duologue.server.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.duologue.server.ops.Descriptors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// What the system lets a server do: descriptors, buffers, memory, and whether its clock can be
/// right. What a system does not say is not judged.
public final class SystemChecks {
    private static final int MAX_DIGITS = 64;
    private static final int ENOUGH_FILES = 4096;
    private static final int ENOUGH_BACKLOG = 1024;
    private static final long ENOUGH_BUFFER = 200 << 10;
    private static final long ENOUGH_HEAP_MIB = 64;
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private final Path proc;

    /// @param proc where the kernel tells, `/proc`
    public SystemChecks(Path proc) {
        this.proc = proc;
    }

    /// All of them.
    ///
    /// @param now what the clock says
    /// @param dataDir whose files were written when the clock said something earlier
    public List<Finding> all(Instant now, Path dataDir, long heap) {
        List<Finding> findings = new ArrayList<>();
        Descriptors.limit(proc)
                .ifPresent(limit ->
                        findings.add(
                                atLeast(
                                        ENOUGH_FILES,
                                        limit,
                                        "The process may open %d files.",
                                        "Raise the limit to 4096 or more: ulimit -n 65536, or LimitNOFILE= of systemd.")));
        number("sys/net/core/somaxconn")
                .ifPresent(limit ->
                        findings.add(
                                atLeast(
                                        ENOUGH_BACKLOG,
                                        limit,
                                        "Up to %d connections may wait to be accepted.",
                                        "sysctl -w net.core.somaxconn=4096")));
        number("sys/net/core/rmem_default")
                .ifPresent(limit ->
                        findings.add(
                                atLeast(
                                        ENOUGH_BUFFER,
                                        limit,
                                        "The relay may buffer %d bytes of datagrams.",
                                        "sysctl -w net.core.rmem_max=4194304 net.core.rmem_default=4194304")));
        findings.add(
                atLeast(
                        ENOUGH_HEAP_MIB,
                        heap >> 20,
                        "The heap may grow to %d MiB.",
                        "Give the process more with --max-memory, such as 512m, or raise the limit of its container."));
        findings.add(clock(now, dataDir));
        return findings;
    }

    private static Finding atLeast(long enough, long limit, String sentence, String advice) {
        String said = String.format(Locale.ROOT, sentence, limit);
        return limit >= enough
                ? Finding.ok(said)
                : Finding.warn(said + " A server needs " + enough + " or more.", advice);
    }

    private static Finding clock(Instant now, Path dataDir) {
        Instant newest = newestFile(dataDir);
        return newest.isAfter(now.plus(TOLERANCE))
                ? Finding.bad(
                        "The clock says "
                                + now
                                + ", but a file of the data directory is of "
                                + newest
                                + ".",
                        "Set the clock, and let NTP keep it right: browsers refuse certificates from the future.")
                : Finding.ok("The clock says " + now + ": compare it with yours.");
    }

    private static Instant newestFile(Path folder) {
        Instant newest = Instant.MIN;
        try (var files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                newest = written.isAfter(newest) ? written : newest;
            }
        } catch (IOException _) { // there is none yet
            return newest;
        }
        return newest;
    }

    private OptionalLong number(String file) {
        // In one read: what the kernel tells of a setting ends with the first one.
        byte[] bytes = new byte[MAX_DIGITS];
        try (InputStream in = Files.newInputStream(proc.resolve(file))) {
            String text = new String(bytes, 0, Math.max(0, in.read(bytes)), US_ASCII);
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (IOException | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
