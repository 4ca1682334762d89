package dev.duologue.server.http;

import java.util.regex.Pattern;

/// The Host header of RFC 9110 section 7.2.
final class Hosts {
    private static final Pattern VALID =
            Pattern.compile("([a-zA-Z0-9._-]{1,255}|\\[[0-9a-fA-F:.]{2,45}])(:\\d{1,5})?");

    private Hosts() {}

    /// Whether it can be put into a header or a URL as it stands.
    static boolean isValid(String host) {
        return VALID.matcher(host).matches();
    }
}
