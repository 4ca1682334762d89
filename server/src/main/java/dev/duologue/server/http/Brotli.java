package dev.duologue.server.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// The compressor, a native library.
final class Brotli {
    private static final int QUALITY = 11;
    private static final String COPIES = "com_aayushatharva_brotli4j_*";
    private static final boolean AVAILABLE = load();

    private Brotli() {}

    /// Whether it works on this machine.
    static boolean isAvailable() {
        return AVAILABLE;
    }

    /// As small as can be; slow.
    static byte[] compress(byte[] bytes) {
        try {
            return Encoder.compress(bytes, new Encoder.Parameters().setQuality(QUALITY));
        } catch (IOException impossible) { // all in memory
            throw new UncheckedIOException(impossible);
        }
    }

    /// Loads it, and deletes the copy of itself that it was loaded from. It would do so when the
    /// JVM ends by itself, which a server never does: each start would leave a megabyte.
    private static boolean load() {
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            Set<Path> before = copies(temporary);
            boolean loaded = Brotli4jLoader.isAvailable();
            for (Path copy : copies(temporary)) {
                if (!before.contains(copy)) {
                    delete(copy);
                }
            }
            return loaded;
        } catch (IOException _) { // no folder to put it into, or a system that keeps what is in use
            return Brotli4jLoader.isAvailable();
        }
    }

    private static Set<Path> copies(Path temporary) throws IOException {
        Set<Path> copies = new HashSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, COPIES)) {
            found.forEach(copies::add);
        }
        return copies;
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
