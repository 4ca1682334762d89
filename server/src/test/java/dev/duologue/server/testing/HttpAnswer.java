package dev.duologue.server.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a server answered, as it came over the wire.
///
/// @param headers by name in lower case
/// @param bytes of the body; one `char` each
public record HttpAnswer(int status, Map<String, String> headers, String bytes) {
    /// Copies the headers.
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /// The value of a header.
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /// The body as text.
    public String body() {
        return new String(raw(), StandardCharsets.UTF_8);
    }

    /// The body as bytes.
    public byte[] raw() {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}
