package dev.duologue.server.ops;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The data directory. Every file in it is readable by its owner alone, and several processes may
/// share one directory: what is missing is made by one of them and read by the others.
public final class DataDirectory {
    private static final System.Logger LOG = System.getLogger(DataDirectory.class.getName());
    private static final String LOCK = ".lock";
    private static final Set<String> NAMES =
            Set.of(
                    LOCK,
                    "session-key",
                    "turn-secret",
                    "tls-cert.pem",
                    "tls-key.pem",
                    "tls-ca-cert.pem",
                    "tls-ca-key.pem");

    private final Path folder;

    /// Names the directory; it is made when the first file is written.
    public DataDirectory(Path folder) {
        this.folder = folder;
    }

    /// A file of this directory.
    public Path file(String name) {
        return folder.resolve(name);
    }

    /// Takes away what others may do with the files of an earlier version, and with the directory
    /// itself unless it holds more than our files. What belongs to another user is left alone.
    public void tighten() {
        for (String name : NAMES) {
            Path file = file(name);
            if (PrivateFiles.tighten(file, PrivateFiles.FILE)) {
                LOG.log(Level.WARNING, "{0} was open to other users: closed to them now", file);
            }
        }
        if (isOurs() && PrivateFiles.tighten(folder, PrivateFiles.FOLDER)) {
            LOG.log(Level.INFO, "the data directory {0} is closed to other users now", folder);
        }
    }

    /// Runs `task` while no other process that shares the directory runs one.
    ///
    /// @throws StartException naming the directory, if it cannot be written
    public <T> T exclusively(Task<T> task) throws StartException {
        try {
            PrivateFiles.makeFolder(folder);
            return locked(task);
        } catch (IOException e) {
            throw new StartException(
                    "cannot write to the data directory " + folder + ": " + reason(e));
        }
    }

    /// Replaces a file as a whole; from within [#exclusively].
    public void write(String name, String text) throws IOException {
        PrivateFiles.write(file(name), text);
    }

    /// What writes into the directory.
    ///
    /// @param <T> what it makes
    @FunctionalInterface
    public interface Task<T> {
        /// Writes.
        T run() throws IOException, StartException;
    }

    /// Why a file operation failed, without the path that the caller names anyway.
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file";
            case FileSystemException detailed when detailed.getReason() != null ->
                    detailed.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    /// The monitor serves servers of one process: a lock of the system is the process's.
    private <T> T locked(Task<T> task) throws IOException, StartException {
        synchronized (DataDirectory.class) {
            try (FileChannel channel = PrivateFiles.openLock(file(LOCK));
                    FileLock _ = channel.lock()) {
                sweep();
                return task.run();
            }
        }
    }

    /// Deletes what a process left that was killed while it wrote.
    private void sweep() throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(PrivateFiles::isTemporary).toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
    }

    /// Whether nobody else keeps anything here; `/tmp` and its like never are.
    private boolean isOurs() {
        if (PrivateFiles.isShared(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file ->
                    NAMES.contains(file.getFileName().toString())
                            || PrivateFiles.isTemporary(file));
        } catch (IOException _) {
            return false;
        }
    }
}
