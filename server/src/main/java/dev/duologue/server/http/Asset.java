package dev.duologue.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// One file of the page, with its compressed forms once they are made.
final class Asset {
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
    private final String hash;
    private final byte @Nullable [] gzip;
    private volatile byte @Nullable [] brotli;

    /// @param plain not to be changed afterwards
    Asset(String path, byte[] plain) {
        this.type =
                TYPES.getOrDefault(
                        path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        this.plain = plain;
        this.hash = Assets.hash(plain);
        this.gzip = isCompressible() ? smaller(gzip(plain)) : null;
    }

    byte[] plain() {
        return plain;
    }

    /// Makes the smallest form: slow, so not on an event loop. Until then gzip stands in.
    void compress() {
        if (isCompressible() && Brotli.isAvailable()) {
            brotli = smaller(Brotli.compress(plain));
        }
    }

    /// The answer to a request for this file.
    ///
    /// @param forEver whether the path names this very content
    Reply answer(HttpHeaders request, HttpResponseStatus status, boolean forEver) {
        byte[] br = brotli;
        if (br != null && Negotiation.accepts(request, "br")) {
            return answer(request, status, forEver, br, "br");
        }
        if (gzip != null && Negotiation.accepts(request, "gzip")) {
            return answer(request, status, forEver, gzip, "gzip");
        }
        return answer(request, status, forEver, plain, "");
    }

    private Reply answer(
            HttpHeaders request,
            HttpResponseStatus status,
            boolean forEver,
            byte[] body,
            String encoding) {
        String tag = '"' + hash + (encoding.isEmpty() ? "" : "-" + encoding) + '"';
        boolean known = status.equals(HttpResponseStatus.OK) && Negotiation.has(request, tag);
        Reply reply =
                known
                        ? Reply.empty(HttpResponseStatus.NOT_MODIFIED)
                        : new Reply(status, type, body);
        if (!encoding.isEmpty() && !known) {
            reply.with(HttpHeaderNames.CONTENT_ENCODING, encoding);
        }
        reply.with(HttpHeaderNames.VARY, "Accept-Encoding");
        // What never changes is never asked for again: without a tag, for the first visit has
        // seventy such files.
        return forEver
                ? reply.with(HttpHeaderNames.CACHE_CONTROL, "max-age=31536000, immutable")
                : reply.with(HttpHeaderNames.ETAG, tag)
                        .with(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    }

    private byte @Nullable [] smaller(byte[] compressed) {
        return compressed.length < plain.length ? compressed : null;
    }

    private boolean isCompressible() {
        return !type.equals("image/png"); // which is compressed
    }

    private static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream stream = new BestGzip(compressed)) {
            stream.write(bytes);
        } catch (IOException impossible) { // all in memory
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
