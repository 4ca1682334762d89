package dev.duologue.turn.internal.allocation;

/// The way between the server and clients: one bound UDP socket, or one stream connection. The
/// state keeps it and hands it back with what is to be sent; it never calls it.
public interface ClientLink {
    /// Whether it carries a stream, on which ChannelData is padded (RFC 8656 section 12.5).
    boolean stream();

    /// `udp`, `tcp` or `tls`.
    String protocol();
}
