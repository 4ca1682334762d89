package dev.duologue.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a client says it can take and already has, RFC 9110.
final class Negotiation {
    private static final Pattern REFUSED = Pattern.compile("q=0(\\.0{0,3})?");

    private Negotiation() {}

    /// Whether Accept-Encoding allows `coding` (section 12.5.3).
    static boolean accepts(HttpHeaders request, String coding) {
        for (String part :
                String.join(",", request.getAll(HttpHeaderNames.ACCEPT_ENCODING))
                        .toLowerCase(Locale.ROOT)
                        .split(",", -1)) {
            String[] pieces = part.split(";", 2);
            if (pieces[0].strip().equals(coding)) {
                return pieces.length == 1 || !REFUSED.matcher(pieces[1].strip()).matches();
            }
        }
        return false;
    }

    /// Whether If-None-Match names `tag` (section 13.1.2).
    static boolean has(HttpHeaders request, String tag) {
        for (String part :
                String.join(",", request.getAll(HttpHeaderNames.IF_NONE_MATCH)).split(",", -1)) {
            String known = part.strip();
            if (known.equals("*") || known.equals(tag) || known.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
