package dev.duologue.signaling.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `RTCIceServer` dictionary of W3C WebRTC.
///
/// @param urls `stun:`, `turn:` and `turns:` URLs (RFC 7064, RFC 7065)
/// @param username for `turn:` and `turns:`
/// @param credential for `turn:` and `turns:`
public record IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {
    /// Copies the list.
    public IceServer {
        urls = List.copyOf(urls);
    }
}
