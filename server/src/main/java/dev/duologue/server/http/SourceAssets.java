package dev.duologue.server.http;

import dev.duologue.server.config.BasePath;
import dev.duologue.server.http.Asset.Caching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// The page as its sources lie in a folder, for people who work on it: each request reads the file
/// anew, and no browser keeps one.
final class SourceAssets implements Assets {
    /// Folders and files with ordinary names: neither `..` nor anything that is hidden.
    private static final Pattern PATH = Pattern.compile("/(?:[\\w-][\\w.-]*/)*[\\w-][\\w.-]*");

    private final Path folder;
    private final BasePath base;

    SourceAssets(Path folder, BasePath base) {
        this.folder = folder;
        this.base = base;
    }

    @Override
    public Optional<Asset> find(String path) {
        if (DOCUMENTS.contains(path)) {
            return read(path);
        }
        return path.startsWith(PREFIX)
                ? read(path.substring(PREFIX.length() - 1))
                : Optional.empty();
    }

    private Optional<Asset> read(String path) {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        try {
            Path root = folder.toRealPath();
            Path file = root.resolve(path.substring(1)).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file)
                    ? Optional.of(new Asset(path, content(path, file), Caching.NEVER))
                    : Optional.empty();
        } catch (IOException _) { // it is not there
            return Optional.empty();
        }
    }

    private byte[] content(String path, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return DOCUMENTS.contains(path) ? base.in(bytes) : bytes;
    }
}
