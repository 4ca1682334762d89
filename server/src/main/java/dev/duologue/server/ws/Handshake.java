package dev.duologue.server.ws;

import dev.duologue.server.config.WebOrigin;
import dev.duologue.server.http.Reply;
import dev.duologue.server.http.WebSocketEndpoint;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of the opening handshake, RFC 6455 section 4.2.
final class Handshake {
    /// The subprotocol that is spoken where a client names one.
    static final String SUBPROTOCOL = "duologue.1";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final int KEY_CHARACTERS = 24;

    private Handshake() {}

    /// Why the request cannot become a WebSocket; `null` if it can.
    static @Nullable Reply refusal(FullHttpRequest request, Set<String> allowedOrigins) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)
                || request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0) {
            return bad("a WebSocket handshake must be a GET of HTTP/1.1");
        }
        if (!WebSocketEndpoint.isAskedFor(request)) {
            return bad("a WebSocket handshake must have the header Upgrade: websocket");
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return bad("a WebSocket handshake must have the header Connection: Upgrade");
        }
        if (!isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
            return bad("Sec-WebSocket-Key must be 16 bytes in base64");
        }
        if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Reply.text(
                            HttpResponseStatus.UPGRADE_REQUIRED, "Sec-WebSocket-Version must be 13")
                    .with(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        }
        String offered = headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (offered != null
                && !headers.containsValue(
                        HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL, false)) {
            return bad("Sec-WebSocket-Protocol must be " + SUBPROTOCOL + " or left out");
        }
        if (!isAllowed(headers, allowedOrigins)) {
            return Reply.text(
                    HttpResponseStatus.FORBIDDEN,
                    "pages of this Origin may not connect: it must be the server's own, or one named by --allow-origin");
        }
        return null;
    }

    /// The value of Sec-WebSocket-Accept for a request that was not refused.
    static String accept(FullHttpRequest request) {
        String text = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY) + GUID;
        try {
            MessageDigest sha1 =
                    MessageDigest.getInstance("SHA-1"); // RFC 6455 names it; nothing rests on it
            return Base64.getEncoder()
                    .encodeToString(sha1.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null
                    && key.length() == KEY_CHARACTERS // Java does without the padding
                    && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Browsers say whose page it is; a page of another site must not speak for its visitor.
    private static boolean isAllowed(HttpHeaders headers, Set<String> allowedOrigins) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin == null) {
            return true; // not a browser
        }
        String canonical = WebOrigin.canonical(origin.toLowerCase(Locale.ROOT));
        String host = headers.get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
        return allowedOrigins.contains(canonical)
                || canonical.equals(WebOrigin.canonical("https://" + host))
                || canonical.equals(WebOrigin.canonical("http://" + host));
    }

    private static Reply bad(String rule) {
        return Reply.text(HttpResponseStatus.BAD_REQUEST, rule);
    }
}
