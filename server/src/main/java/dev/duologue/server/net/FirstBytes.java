package dev.duologue.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

/// What the first bytes of a connection say it is.
enum FirstBytes {
    /// A TLS record with a ClientHello, RFC 8446 section 5.1.
    TLS,
    /// A request or indication of RFC 8489 section 5: all methods there are begin with 0x00 or
    /// 0x01.
    STUN,
    /// A method, RFC 9112 section 3: letters.
    HTTP,
    /// The PROXY protocol, version 1 or 2.
    PROXY,
    /// Nothing that is spoken here.
    UNKNOWN,
    /// Too few to tell.
    MORE;

    private static final int TLS_HANDSHAKE = 0x16;

    /// Looks at what is readable, at least one byte, without taking it.
    ///
    /// @param start whether the connection starts here: only then can a proxy speak
    static FirstBytes of(ByteBuf bytes, boolean start) {
        int first = bytes.getUnsignedByte(bytes.readerIndex());
        if (first == TLS_HANDSHAKE) {
            return TLS;
        }
        if (first <= 0x01) {
            return STUN;
        }
        // `PROXY ` begins like POST, and the binary form like an empty line.
        if (start && (first == 'P' || first == '\r')) {
            return switch (HAProxyMessageDecoder.detectProtocol(bytes).state()) {
                case DETECTED -> PROXY;
                case NEEDS_MORE_DATA -> MORE;
                case INVALID -> first == 'P' ? HTTP : UNKNOWN;
            };
        }
        return Character.isLetter(first) && first < 0x80 ? HTTP : UNKNOWN;
    }
}
