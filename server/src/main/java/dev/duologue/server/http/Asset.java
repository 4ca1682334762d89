package dev.duologue.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One file of the page, with its compressed forms.
final class Asset {
    private static final int TAG_BYTES = 8;
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript", // modules are UTF-8, whatever is said
                    "json", "application/json",
                    "svg", "image/svg+xml",
                    "webmanifest", "application/manifest+json",
                    "txt", "text/plain; charset=utf-8",
                    "png", "image/png");

    private final String type;
    private final byte[] plain;
    private final Caching caching;
    private final String tag;
    private final String inlineScripts;

    /// From codings to contents, the smallest first.
    private final Map<String, byte[]> encoded = new LinkedHashMap<>();

    /// What browsers may do with a file.
    enum Caching {
        /// Its name stands for this very content.
        FOR_EVER("max-age=31536000, immutable"),
        /// It may be kept, and asked for again with its tag.
        REVALIDATED("no-cache"),
        /// It may change at any time.
        NEVER("no-store");

        private final String header;

        Caching(String header) {
            this.header = header;
        }
    }

    /// @param plain not to be changed afterwards
    Asset(String path, byte[] plain, Caching caching) {
        this.type =
                TYPES.getOrDefault(
                        path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        this.plain = plain;
        this.caching = caching;
        this.tag = caching == Caching.REVALIDATED ? tag(plain) : "";
        this.inlineScripts = path.endsWith(".html") ? InlineScripts.hashes(plain) : "";
    }

    /// The same with one more compressed form, larger than those before.
    ///
    /// @param coding as in Content-Encoding
    /// @param content `null` if there is no such form
    Asset encoded(String coding, byte @Nullable [] content) {
        if (content != null) {
            encoded.put(coding, content);
        }
        return this;
    }

    /// The answer to a request for this file.
    Reply answer(HttpHeaders request, HttpResponseStatus status) {
        for (Map.Entry<String, byte[]> form : encoded.entrySet()) {
            if (Negotiation.accepts(request, form.getKey())) {
                return answer(request, status, form.getValue(), form.getKey());
            }
        }
        return answer(request, status, plain, "");
    }

    private Reply answer(
            HttpHeaders request, HttpResponseStatus status, byte[] body, String encoding) {
        String quoted = '"' + tag + (encoding.isEmpty() ? "" : "-" + encoding) + '"';
        boolean known =
                caching == Caching.REVALIDATED
                        && status.equals(HttpResponseStatus.OK)
                        && Negotiation.has(request, quoted);
        Reply reply =
                known
                        ? Reply.empty(HttpResponseStatus.NOT_MODIFIED)
                        : new Reply(status, type, body);
        if (!encoding.isEmpty() && !known) {
            reply.with(HttpHeaderNames.CONTENT_ENCODING, encoding);
        }
        if (caching == Caching.REVALIDATED) {
            reply.with(HttpHeaderNames.ETAG, quoted);
        }
        return reply.with(HttpHeaderNames.VARY, "Accept-Encoding")
                .with(HttpHeaderNames.CACHE_CONTROL, caching.header)
                .withInlineScripts(inlineScripts); // a 304 too: its headers replace what is kept
    }

    private static String tag(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, TAG_BYTES);
    }
}
