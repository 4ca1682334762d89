package dev.duologue.server.ops;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/// Files and folders that only their owner may use.
final class PrivateFiles {
    /// Of a file.
    static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /// Of a folder.
    static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    /// The names that [Files#createTempFile] gives in [#write].
    private static final Pattern TEMPORARY = Pattern.compile("[a-z-]+(\\.pem)?\\.\\d+\\.new");

    private static final int STICKY = 0x200;

    private PrivateFiles() {}

    /// Writes a file as a whole or not at all, over what was there. It is on the disk when this
    /// returns, so a power failure leaves the old content or the new one; a failure leaves nothing.
    static void write(Path file, String text) throws IOException {
        Path folder = folderOf(file);
        Path temporary =
                Files.createTempFile(folder, file.getFileName() + ".", ".new", only(file, FILE));
        try {
            writeThrough(temporary, text);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        writeThrough(folder);
    }

    /// Whether a file is what [#write] had not finished when its process was killed.
    static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    /// Makes a folder and its parents where they are missing.
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, only(folder, FOLDER));
        }
    }

    /// Opens a file whose lock stands for its folder.
    static FileChannel openLock(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                only(file, FILE));
    }

    /// Leaves a file or folder to its owner, where it is ours and others could use it.
    ///
    /// @return whether that changed anything
    static boolean tighten(Path file, Set<PosixFilePermission> allowed) {
        try {
            if (!isPosix(file) || allowed.containsAll(Files.getPosixFilePermissions(file))) {
                return false;
            }
            Files.setPosixFilePermissions(file, allowed);
            return true;
        } catch (IOException _) { // it is not there, or another user's
            return false;
        }
    }

    /// Whether everybody keeps files in a folder, each their own.
    static boolean isShared(Path folder) {
        try {
            return isPosix(folder) && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }

    private static void writeThrough(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /// Makes the new name of a file last; not every system can.
    private static void writeThrough(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // the file itself is written, under its old name at worst
        }
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    private static FileAttribute<?>[] only(Path file, Set<PosixFilePermission> permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
