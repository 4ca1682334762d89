package dev.duologue.server.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/// What is answered to a request, before it is known whether the body is wanted.
public final class Reply {
    private final HttpResponseStatus status;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final byte[] body;
    private String inlineScripts = "";

    /// @param body not to be changed afterwards
    Reply(HttpResponseStatus status, String contentType, byte[] body) {
        this.status = status;
        this.body = body;
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }

    /// A sentence in plain text.
    public static Reply text(HttpResponseStatus status, String sentence) {
        byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        return new Reply(status, "text/plain; charset=utf-8", body)
                .with(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    /// Nothing but a status.
    static Reply empty(HttpResponseStatus status) {
        var reply = new Reply(status, "text/plain; charset=utf-8", new byte[0]);
        reply.headers.remove(HttpHeaderNames.CONTENT_TYPE);
        return reply;
    }

    /// The same with one more header.
    public Reply with(CharSequence name, String value) {
        headers.set(name, value);
        return this;
    }

    /// The same, whose scripts may run that stand in the document itself.
    ///
    /// @param hashes as a source list of a Content-Security-Policy
    Reply withInlineScripts(String hashes) {
        inlineScripts = hashes;
        return this;
    }

    /// What is sent to a client.
    ///
    /// @param head whether it asked for the headers alone
    /// @param host what it sent as Host, unchecked
    FullHttpResponse toResponse(boolean head, String host) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        status,
                        head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers().set(headers);
        SecurityHeaders.addTo(response.headers(), host, inlineScripts);
        if (!status.equals(HttpResponseStatus.NOT_MODIFIED)) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return response;
    }

    HttpResponseStatus status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
