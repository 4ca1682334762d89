package dev.duologue.server.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;

/// A block of IP addresses in the notation of RFC 4632, or a single address.
///
/// @param address any address of the block
/// @param bits that all addresses of the block have in common
public record AddressBlock(InetAddress address, int bits) {
    /// Reads `address` or `address/bits`. Takes addresses only, never names.
    ///
    /// @throws IllegalArgumentException if it is neither
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int all = address.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? all : Integer.parseUnsignedInt(text.substring(slash + 1));
        if (bits > all) {
            throw new IllegalArgumentException("more bits than the address has");
        }
        return new AddressBlock(address, bits);
    }

    /// An address as people write it: a look-up of a name could hang, or answer differently
    /// tomorrow.
    ///
    /// @throws IllegalArgumentException if the text is none
    static InetAddress address(String text) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
        if (address == null) {
            throw new IllegalArgumentException("no IP address");
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) { // the length is 4 or 16
            throw new IllegalArgumentException(impossible);
        }
    }

    /// Whether one of `blocks` holds `other`.
    public static boolean anyHolds(Collection<AddressBlock> blocks, InetAddress other) {
        for (AddressBlock block : blocks) {
            if (block.holds(other)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0;
    }
}
