package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An IP address and a port, held as numbers so that it can be compared and looked up without
/// objects. An IPv4 address is held in the mapped form `::ffff:a.b.c.d`.
///
/// @param family what it is on the wire; an IPv6 address that is mapped keeps the family IPv6
/// @param high the first 8 bytes of the address
/// @param low the last 8 bytes of the address
/// @param port 0 to 65535
public record TransportAddress(AddressFamily family, long high, long low, int port) {
    /// What stands before the 4 bytes of an IPv4 address in [#low].
    public static final long MAPPED = 0x0000_FFFF_0000_0000L;

    private static final int COOKIE_PORT = StunMessage.MAGIC_COOKIE >>> 16;

    /// Checks port and form.
    ///
    /// @throws IllegalArgumentException if the port is not 0 to 65535 or an IPv4 address is not in
    ///   mapped form
    public TransportAddress {
        if ((port & ~0xFFFF) != 0) {
            throw new IllegalArgumentException("port = " + port + ": must be 0 to 65535");
        }
        if (family == AddressFamily.IPV4 && (high != 0 || low >>> 32 != MAPPED >>> 32)) {
            throw new IllegalArgumentException("an IPv4 address must be held in mapped form");
        }
    }

    /// An IPv4 address.
    ///
    /// @param address the 4 bytes, first byte highest
    public static TransportAddress ipv4(int address, int port) {
        return new TransportAddress(AddressFamily.IPV4, 0, MAPPED | (address & 0xFFFF_FFFFL), port);
    }

    /// An IPv6 address.
    ///
    /// @param high the first 8 bytes
    /// @param low the last 8 bytes
    public static TransportAddress ipv6(long high, long low, int port) {
        return new TransportAddress(AddressFamily.IPV6, high, low, port);
    }

    /// The address as a socket says it: mapped addresses are IPv4.
    public static TransportAddress of(long high, long low, int port) {
        boolean mapped = high == 0 && low >>> 32 == MAPPED >>> 32;
        return mapped ? ipv4((int) low, port) : ipv6(high, low, port);
    }

    /// The same address as the JDK holds it.
    ///
    /// @throws IllegalArgumentException if the host name was not resolved
    public static TransportAddress of(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(address + ": must be resolved");
        }
        return of(address.getAddress(), address.getPort());
    }

    /// The same address as the JDK holds it.
    public static TransportAddress of(InetAddress address, int port) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? ipv4(bytes.getInt(), port)
                : ipv6(bytes.getLong(), bytes.getLong(), port);
    }

    /// The same IP address with another port.
    public TransportAddress withPort(int newPort) {
        return new TransportAddress(family, high, low, newPort);
    }

    /// Whether the IP addresses are the same, whatever the ports.
    public boolean sameHost(TransportAddress other) {
        return high == other.high && low == other.low && family == other.family;
    }

    /// The address as the JDK holds it, without the port. A mapped IPv6 address comes out as IPv4,
    /// because the JDK cannot hold it otherwise.
    public InetAddress toInetAddress() {
        byte[] bytes =
                family == AddressFamily.IPV4
                        ? ByteBuffer.allocate(4).putInt((int) low).array()
                        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The address as the JDK holds it.
    public InetSocketAddress toInetSocketAddress() {
        return new InetSocketAddress(toInetAddress(), port);
    }

    /// Reads the value of MAPPED-ADDRESS and its kin, RFC 8489 section 14.1.
    static TransportAddress decode(String attribute, ByteBuf value) throws StunDecodeException {
        Checks.checkSize(attribute, value, 8, 20);
        value.skipBytes(1);
        AddressFamily family = AddressFamily.of(attribute + "/family", value.readByte());
        Checks.checkSize(attribute, value, 2 + family.size(), 2 + family.size());
        int port = value.readUnsignedShort();
        return family == AddressFamily.IPV4
                ? ipv4(value.readInt(), port)
                : ipv6(value.readLong(), value.readLong(), port);
    }

    /// Reads the value of XOR-MAPPED-ADDRESS and its kin, RFC 8489 section 14.2.
    static TransportAddress decodeXor(String attribute, ByteBuf value, TransactionId id)
            throws StunDecodeException {
        return decode(attribute, value).xor(id);
    }

    void encode(ByteBuf out) {
        out.writeByte(0).writeByte(family.number()).writeShort(port);
        if (family == AddressFamily.IPV4) {
            out.writeInt((int) low);
        } else {
            out.writeLong(high).writeLong(low);
        }
    }

    void encodeXor(ByteBuf out, TransactionId id) {
        xor(id).encode(out);
    }

    private TransportAddress xor(TransactionId id) {
        int hiddenPort = port ^ COOKIE_PORT;
        if (family == AddressFamily.IPV4) {
            return ipv4((int) low ^ StunMessage.MAGIC_COOKIE, hiddenPort);
        }
        return ipv6(high ^ xorHigh(id.head()), low ^ id.tail(), hiddenPort);
    }

    /// What the first 8 bytes of an IPv6 address are hidden with, RFC 8489 section 14.2.
    ///
    /// @param head the first 4 bytes of the transaction id
    public static long xorHigh(int head) {
        return ((long) StunMessage.MAGIC_COOKIE << 32) | (head & 0xFFFF_FFFFL);
    }

    /// `address:port`, an IPv6 address in brackets.
    @Override
    public String toString() {
        String host = toInetAddress().getHostAddress();
        return family == AddressFamily.IPV4 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
