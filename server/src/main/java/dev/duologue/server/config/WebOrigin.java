package dev.duologue.server.config;

import java.util.regex.Pattern;

/// The origin of a page (RFC 6454) as text.
public final class WebOrigin {
    private static final Pattern IMPLIED_PORT =
            Pattern.compile("(https)(://.*):443|(http)(://.*):80");

    private WebOrigin() {}

    /// The same origin without the port that its scheme implies, as browsers write it.
    ///
    /// @param origin in lower case
    public static String canonical(String origin) {
        var parts = IMPLIED_PORT.matcher(origin);
        return parts.matches() ? parts.replaceFirst("$1$2$3$4") : origin;
    }
}
