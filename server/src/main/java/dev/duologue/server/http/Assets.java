package dev.duologue.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The files of the page, from the class path into memory once: a path of a request is only ever
/// looked up among them, so none can reach the file system.
///
/// Pages name their files as `/assets/…`. They are served so, and under `/assets-HASH/…`, where
/// HASH names the content of all files together; that is what the pages are rewritten to name, so
/// browsers keep every file for ever and ask for none of them again until one changes.
public final class Assets {
    static final String HOME = "/home.html";
    static final String ROOM = "/index.html";
    static final String NOT_FOUND = "/404.html";

    private static final Set<String> DOCUMENTS = Set.of(HOME, ROOM, NOT_FOUND);
    private static final String FOLDER = "web/";
    private static final String PLAIN = "/assets/";
    private static final int HASH_BYTES = 8;

    private final Map<String, Asset> files = new TreeMap<>();
    private final String versioned;

    private Assets(SortedMap<String, byte[]> contents) {
        MessageDigest digest = sha256();
        contents.forEach((path, bytes) -> {
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        versioned = "/assets-" + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES) + "/";
        contents.forEach((path, bytes) -> files.put(path, new Asset(path, served(path, bytes))));
    }

    /// Reads the page that this program came with.
    public static Assets load() {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        URL index = Assets.class.getClassLoader().getResource(FOLDER + "index.html");
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
        return new Assets(contents);
    }

    /// The file that `path` of a URL names.
    Optional<Asset> find(String path) {
        if (DOCUMENTS.contains(path)) {
            return Optional.ofNullable(files.get(path));
        }
        if (path.startsWith(PLAIN)) {
            return Optional.ofNullable(files.get(path.substring(PLAIN.length() - 1)));
        }
        return isVersioned(path)
                ? Optional.ofNullable(files.get(path.substring(versioned.length() - 1)))
                : Optional.empty();
    }

    /// Whether `path` names a content that never changes.
    boolean isVersioned(String path) {
        return path.startsWith(versioned);
    }

    /// Makes the compressed forms of all files; takes a while.
    public void compress() {
        files.values().forEach(Asset::compress);
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes), 0, HASH_BYTES);
    }

    /// What goes over the wire of a file: pages name versioned paths, sources go without comments.
    private byte[] served(String path, byte[] bytes) {
        if (path.endsWith(".html")) {
            return rewritten(bytes);
        }
        boolean source = path.endsWith(".js") || path.endsWith(".css");
        return source ? Comments.without(bytes) : bytes;
    }

    private byte[] rewritten(byte[] page) {
        String text = new String(page, StandardCharsets.UTF_8);
        return text.replace('"' + PLAIN, '"' + versioned).getBytes(StandardCharsets.UTF_8);
    }

    private static void readJar(JarFile jar, SortedMap<String, byte[]> contents)
            throws IOException {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    contents.put(entry.getName().substring(FOLDER.length() - 1), in.readAllBytes());
                }
            }
        }
    }

    private static void readFolder(Path folder, SortedMap<String, byte[]> contents)
            throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                contents.put(
                        "/" + folder.relativize(file).toString().replace('\\', '/'),
                        Files.readAllBytes(file));
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }
}
