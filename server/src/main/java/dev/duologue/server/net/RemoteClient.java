package dev.duologue.server.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/// Who is at the other end of a connection.
///
/// @param address where it comes from: the socket's, or what a trusted proxy says
/// @param tls whether the connection is encrypted
/// @param via who says so
public record RemoteClient(InetSocketAddress address, boolean tls, Via via) {
    private static final AttributeKey<RemoteClient> KEY =
            AttributeKey.valueOf(RemoteClient.class, "peer");

    /// How it is known who the peer is.
    public enum Via {
        /// The connection is its own.
        SOCKET,
        /// A trusted proxy forwards the bytes of its connection, and said so before them (PROXY
        /// protocol). TLS ends here.
        STREAM_PROXY,
        /// A trusted proxy made this request for it. TLS ends there.
        HTTP_PROXY
    }

    /// The peer of a connection that came in through [OnePort].
    public static RemoteClient of(Channel channel) {
        return Objects.requireNonNull(channel.attr(KEY).get());
    }

    /// Remembers this peer as the one of `channel`.
    void attachTo(Channel channel) {
        channel.attr(KEY).set(this);
    }

    RemoteClient from(InetSocketAddress client) {
        return new RemoteClient(client, tls, Via.STREAM_PROXY);
    }

    RemoteClient encrypted() {
        return new RemoteClient(address, true, via);
    }

    /// Whether the TLS of the client, if there is any, ends in this program.
    public boolean endsHere() {
        return via != Via.HTTP_PROXY;
    }

    /// Whether what is sent cannot be read on the way: on this computer, or encrypted.
    public boolean isPrivate() {
        return tls || address.getAddress().isLoopbackAddress();
    }

    /// Whether a program of this computer connected by itself.
    public boolean isDirectLoopback() {
        return via == Via.SOCKET && address.getAddress().isLoopbackAddress();
    }

    /// What limits of this peer are counted by.
    public Object limitKey() {
        return limitKey(address.getAddress());
    }

    /// What limits are counted by: an IPv4 address, or the /64 of an IPv6 one, since a single host
    /// commands all of it.
    static Object limitKey(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address;
        }
        byte[] bytes = address.getAddress();
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = (prefix << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return prefix;
    }
}
