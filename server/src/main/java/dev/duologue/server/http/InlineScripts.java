package dev.duologue.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Scripts that stand in a document itself: a Content-Security-Policy allows each by its hash (CSP
/// level 3, section 2.3.1).
final class InlineScripts {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    private InlineScripts() {}

    /// What a policy has to name so that the scripts of a document run.
    static String hashes(byte[] html) {
        return SCRIPT.matcher(new String(html, UTF_8))
                .results()
                .map(script -> "'sha256-" + hash(script.group(1)) + "'")
                .collect(Collectors.joining(" "));
    }

    private static String hash(String script) {
        return Base64.getEncoder().encodeToString(Sha256.of(script.getBytes(UTF_8)));
    }
}
