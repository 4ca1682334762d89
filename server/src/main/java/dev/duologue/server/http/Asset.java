package dev.duologue.server.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
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
    private static final int BROTLI_QUALITY = 11;
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "json", "application/json",
                    "svg", "image/svg+xml",
                    "webmanifest", "application/manifest+json",
                    "txt", "text/plain; charset=utf-8",
                    "png", "image/png");

    private final String type;
    private final byte[] plain;
    private final String hash;
    private volatile byte @Nullable [] gzip;
    private volatile byte @Nullable [] brotli;

    /// @param plain not to be changed afterwards
    Asset(String path, byte[] plain) {
        this.type =
                TYPES.getOrDefault(
                        path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        this.plain = plain;
        this.hash = Assets.hash(plain);
    }

    byte[] plain() {
        return plain;
    }

    /// Makes the compressed forms: slow, so not on an event loop.
    void compress() {
        if (type.equals("image/png")) {
            return; // is compressed
        }
        try {
            gzip = smaller(gzip(plain));
            if (Brotli4jLoader.isAvailable()) {
                brotli =
                        smaller(
                                Encoder.compress(
                                        plain,
                                        new Encoder.Parameters().setQuality(BROTLI_QUALITY)));
            }
        } catch (IOException impossible) { // all in memory
            throw new UncheckedIOException(impossible);
        }
    }

    /// The answer to a request for this file.
    ///
    /// @param forEver whether the path names this very content
    Reply answer(HttpHeaders request, HttpResponseStatus status, boolean forEver) {
        byte[] br = brotli;
        byte[] gz = gzip;
        if (br != null && Negotiation.accepts(request, "br")) {
            return answer(request, status, forEver, br, "br");
        }
        if (gz != null && Negotiation.accepts(request, "gzip")) {
            return answer(request, status, forEver, gz, "gzip");
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
        return reply.with(HttpHeaderNames.ETAG, tag)
                .with(HttpHeaderNames.VARY, "Accept-Encoding")
                .with(
                        HttpHeaderNames.CACHE_CONTROL,
                        forEver ? "public, max-age=31536000, immutable" : "no-cache");
    }

    private byte @Nullable [] smaller(byte[] compressed) {
        return compressed.length < plain.length ? compressed : null;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream stream = new BestGzip(compressed)) {
            stream.write(bytes);
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
