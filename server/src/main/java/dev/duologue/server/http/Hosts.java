package dev.duologue.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Host header of RFC 9110 section 7.2.
public final class Hosts {
    private static final Pattern VALID =
            Pattern.compile("([a-zA-Z0-9._-]{1,255}|\\[[0-9a-fA-F:.]{2,45}])(:\\d{1,5})?");

    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private Hosts() {}

    /// The host that a client used, without the port; `localhost` where it did not say.
    public static String name(HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        return isValid(host) ? PORT.matcher(host).replaceFirst("") : "localhost";
    }

    /// The port that a client used.
    ///
    /// @param tls whether the connection is encrypted, which says what a host without one means
    public static int port(HttpRequest request, boolean tls) {
        return namedPort(request).orElse(tls ? 443 : 80);
    }

    /// The port that a client named, if it named one.
    public static OptionalInt namedPort(HttpRequest request) {
        Matcher port = PORT.matcher(request.headers().get(HttpHeaderNames.HOST, ""));
        return port.find()
                ? OptionalInt.of(Integer.parseInt(port.group().substring(1)))
                : OptionalInt.empty();
    }

    /// Whether it can be put into a header or a URL as it stands.
    static boolean isValid(String host) {
        return VALID.matcher(host).matches();
    }
}
