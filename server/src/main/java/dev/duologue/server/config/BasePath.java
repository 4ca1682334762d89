package dev.duologue.server.config;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The path below which a proxy shows this server, beside other sites of the same host.
///
/// @param path begins and ends with a slash
public record BasePath(String path) {
    /// At the root of a host of its own.
    public static final BasePath ROOT = new BasePath("/");

    private static final Pattern SEGMENTS =
            Pattern.compile("/(?:(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+/)*+");

    private static final int MAX_LENGTH = 128;

    /// Reads a path such as `/call/`; the last slash may be missing.
    ///
    /// @throws IllegalArgumentException if it is none
    static BasePath parse(String text) {
        String path = text.endsWith("/") ? text : text + "/";
        if (path.length() > MAX_LENGTH || !SEGMENTS.matcher(path).matches()) {
            throw new IllegalArgumentException("no path");
        }
        return new BasePath(path);
    }

    /// Whether everything else has to be told.
    public boolean isRoot() {
        return path.length() == 1;
    }

    /// The path and query of a request without this prefix. Where it is not there, the proxy has
    /// removed it already.
    public String remove(String target) {
        return target.startsWith(path) ? target.substring(path.length() - 1) : target;
    }

    /// What clients ask for to get what is at `target`, which begins with a slash.
    public String add(String target) {
        return path.substring(0, path.length() - 1) + target;
    }

    /// Whether a path is this one without its last slash.
    public boolean isAlmost(String other) {
        return !isRoot() && path.length() == other.length() + 1 && path.startsWith(other);
    }

    /// A document of the page that links to files below this path, and tells its modules.
    ///
    /// @param html in which links to files of ours begin with a slash
    public byte[] in(byte[] html) {
        if (isRoot()) {
            return html;
        }
        return new String(html, StandardCharsets.UTF_8)
                .replaceAll("(href|src)=\"/", "$1=\"" + path)
                .replaceFirst("<html ", "<html data-base=\"" + path + "\" ")
                .getBytes(StandardCharsets.UTF_8);
    }
}
