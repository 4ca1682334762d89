package dev.duologue.server.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request target that is a whole URL, RFC 9112 section 3.2.2: every server has to take it, and
/// what it names stands over the Host header.
final class AbsoluteForm {
    private static final Pattern URL = Pattern.compile("(?i)([a-z][a-z0-9+.-]*)://([^/?]*)(.*)");

    private AbsoluteForm() {}

    /// Gives a request the form that others have, if it has this one.
    ///
    /// @return false if its target is a URL, but none of ours
    static boolean resolve(FullHttpRequest request) {
        Matcher parts = URL.matcher(request.uri());
        if (!parts.matches()) {
            return true;
        }
        String scheme = parts.group(1);
        boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
        if (!web || !Hosts.isValid(parts.group(2))) {
            return false;
        }
        String path = parts.group(3);
        request.setUri(path.startsWith("/") ? path : "/" + path);
        request.headers().set(HttpHeaderNames.HOST, parts.group(2));
        return true;
    }
}
