package dev.duologue.server.ops;

import dev.duologue.server.net.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A secret that the program made for itself and keeps over restarts.
public final class KeptSecret {
    private static final int BYTES = 32;

    private KeptSecret() {}

    /// The secret in a file, made just now where there was none.
    ///
    /// @throws StartException if the folder cannot be read or written
    public static String in(Path folder, String name) throws StartException {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return read(file);
        }
        try {
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            String text = HexFormat.of().formatHex(secret);
            PrivateFiles.write(file, text + "\n");
            return text;
        } catch (IOException e) {
            throw new StartException(
                    "cannot write to the data directory " + folder + ": " + e.getMessage());
        }
    }

    private static String read(Path file) throws StartException {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartException("cannot read " + file + ": " + e.getMessage());
        }
    }
}
