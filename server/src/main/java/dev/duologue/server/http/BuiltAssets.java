package dev.duologue.server.http;

import dev.duologue.server.config.BasePath;
import dev.duologue.server.http.Asset.Caching;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// The page as `tools/build-page` made it, read into memory once: a path of a request is only ever
/// looked up among its files, so none can reach the file system.
///
/// The build names whatever lies under `/assets/` by its content, so browsers keep each file for
/// ever, and puts the compressed forms of a file beside it.
final class BuiltAssets implements Assets {
    private static final String FOLDER = "web/";
    private static final String BROTLI = ".br";
    private static final String GZIP = ".gz";

    private final Map<String, Asset> files = new HashMap<>();

    private BuiltAssets(Map<String, byte[]> contents, BasePath base) {
        contents.forEach((path, plain) -> {
            if (!path.endsWith(BROTLI) && !path.endsWith(GZIP)) {
                boolean changed = DOCUMENTS.contains(path) && !base.isRoot();
                files.put(
                        path,
                        changed ? document(path, base.in(plain)) : asset(path, plain, contents));
            }
        });
    }

    /// Reads the page that this program came with.
    static BuiltAssets load(BasePath base) {
        Map<String, byte[]> contents = new HashMap<>();
        URL index = BuiltAssets.class.getClassLoader().getResource(FOLDER + "index.html");
        if (index == null) {
            throw new IllegalStateException("the program was packed without the page");
        }
        try {
            if (index.openConnection() instanceof JarURLConnection jar) {
                readJar(jar.getJarFile(), contents);
            } else {
                readFolder(Path.of(index.toURI()).resolveSibling(""), contents);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return new BuiltAssets(contents, base);
    }

    @Override
    public Optional<Asset> find(String path) {
        return DOCUMENTS.contains(path) || path.startsWith(PREFIX)
                ? Optional.ofNullable(files.get(path))
                : Optional.empty();
    }

    private static Asset asset(String path, byte[] plain, Map<String, byte[]> contents) {
        Caching caching = path.startsWith(PREFIX) ? Caching.FOR_EVER : Caching.REVALIDATED;
        return new Asset(path, plain, caching)
                .encoded("br", contents.get(path + BROTLI))
                .encoded("gzip", contents.get(path + GZIP));
    }

    /// A document of which the build made no compressed forms.
    private static Asset document(String path, byte[] plain) {
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Asset(path, plain, Caching.REVALIDATED).encoded("gzip", gzip.toByteArray());
    }

    private static void readJar(JarFile jar, Map<String, byte[]> contents) throws IOException {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    contents.put(entry.getName().substring(FOLDER.length() - 1), in.readAllBytes());
                }
            }
        }
    }

    private static void readFolder(Path folder, Map<String, byte[]> contents) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                contents.put(
                        "/" + folder.relativize(file).toString().replace('\\', '/'),
                        Files.readAllBytes(file));
            }
        }
    }
}
