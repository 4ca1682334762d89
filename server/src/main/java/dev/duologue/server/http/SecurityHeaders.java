package dev.duologue.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;

/// What browsers are told not to do with our pages.
final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
    private static final String PERMISSIONS =
            "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), fullscreen=(self),"
                    + " picture-in-picture=(self), screen-wake-lock=(self), autoplay=(self), geolocation=(), payment=(), usb=()";

    /// Parts of a page: the policy of the page that loads them holds, and one of their own would
    /// only make the first visit longer.
    private static final Set<String> PARTS =
            Set.of(
                    "text/javascript",
                    "text/css",
                    "image/png",
                    "application/json",
                    "application/manifest+json");

    private SecurityHeaders() {}

    /// Adds to an answer those that mean something for its content type.
    ///
    /// @param host what the client sent as Host, unchecked
    /// @param inlineScripts the hashes of scripts that stand in the document, or nothing
    static void addTo(HttpHeaders headers, String host, String inlineScripts) {
        headers.set("X-Content-Type-Options", "nosniff");
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        if (PARTS.contains(type.replaceFirst(";.*", ""))) {
            return;
        }
        headers.set("Content-Security-Policy", POLICY + connections(host) + scripts(inlineScripts));
        headers.set("Permissions-Policy", PERMISSIONS);
        headers.set("Referrer-Policy", "no-referrer"); // the room's name is the key to the room
    }

    private static String scripts(String inline) {
        return inline.isEmpty() ? "" : "; script-src 'self' " + inline;
    }

    /// For older browsers and web views 'self' does not cover WebSockets of the same host. The
    /// grammar of CSP (level 3, section 2.3.1) has no IPv6 addresses, and browsers complain about
    /// one.
    private static String connections(String host) {
        return Hosts.isValid(host) && !host.startsWith("[")
                ? "; connect-src 'self' wss://" + host + " ws://" + host
                : "";
    }
}
