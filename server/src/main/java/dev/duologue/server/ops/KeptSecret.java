package dev.duologue.server.ops;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A secret that the program makes for itself and keeps over restarts.
public enum KeptSecret {
    /// Signs session tokens. Nobody else uses it, so a broken one is made anew.
    SESSION_KEY("session-key", "[0-9a-f]{64}\n?", "pages that come back get new ids"),

    /// Signs TURN credentials. Others may use it, or have put their own there, so what is left of
    /// one is never replaced.
    TURN_SECRET(
            "turn-secret",
            "[0-9a-f]{64}\n?|[ -~]{16,1024}\r?\n",
            "programs that share it need the new one");

    private static final System.Logger LOG = System.getLogger(KeptSecret.class.getName());
    private static final int BYTES = 32;
    private static final int MAX_FILE = 1100;

    private final String file;
    private final Pattern whole;
    private final String consequence;

    KeptSecret(String file, String whole, String consequence) {
        this.file = file;
        this.whole = Pattern.compile(whole);
        this.consequence = consequence;
    }

    /// The secret in the directory, made just now where there was none.
    ///
    /// @throws StartException if it cannot be read or written, or if what is there is not whole and
    ///   cannot be replaced
    public String in(DataDirectory directory) throws StartException {
        Optional<String> kept = read(directory);
        return kept.isPresent()
                ? kept.get()
                : directory.exclusively(() -> {
                    Optional<String> another = read(directory);
                    return another.isPresent() ? another.get() : make(directory);
                });
    }

    private String make(DataDirectory directory) throws IOException {
        boolean broken = Files.exists(directory.file(file));
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        String text = HexFormat.of().formatHex(secret);
        directory.write(file, text + "\n");
        if (broken) {
            LOG.log(
                    Level.WARNING,
                    "{0} was empty or cut short: made anew; {1}",
                    directory.file(file),
                    consequence);
        }
        return text;
    }

    /// Empty where one has to be made.
    private Optional<String> read(DataDirectory directory) throws StartException {
        Path path = directory.file(file);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        String text = content(path);
        if (whole.matcher(text).matches()) {
            return Optional.of(text.strip());
        }
        if (this == SESSION_KEY || text.isBlank()) {
            return Optional.empty();
        }
        throw new StartException(
                path
                        + " is cut short: must be 64 hexadecimal digits, or a secret of your own of 16"
                        + " characters or more and a line feed; restore it, or delete it to have one made");
    }

    /// No more of a file than a secret needs.
    private static String content(Path path) throws StartException {
        if (!Files.isRegularFile(path)) { // a pipe would never end
            throw new StartException("cannot read " + path + ": not a regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(MAX_FILE), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new StartException("cannot read " + path + ": " + DataDirectory.reason(e));
        }
    }
}
