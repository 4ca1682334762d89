package dev.duologue.turn;

import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/// Blocks of IP addresses. IPv4 addresses are held in mapped form, so that one comparison of 128
/// bits does for both families.
final class AddressBlocks {
    /// From the IANA special-purpose registries, and what hides an IPv4 address.
    private static final AddressBlocks SPECIAL =
            parse(
                    "special",
                    List.of(
                            "0.0.0.0/8", // this network
                            "10.0.0.0/8", // private
                            "100.64.0.0/10", // shared, RFC 6598
                            "127.0.0.0/8", // loopback
                            "168.63.129.16/32", // the host agent of Azure, a public address
                            "169.254.0.0/16", // link-local, and the metadata service of clouds
                            "172.16.0.0/12", // private
                            "192.0.0.0/24", // protocol assignments
                            "192.0.2.0/24", // documentation
                            "192.88.99.0/24", // 6to4 relays
                            "192.168.0.0/16", // private
                            "198.18.0.0/15", // benchmarks
                            "198.51.100.0/24", // documentation
                            "203.0.113.0/24", // documentation
                            "224.0.0.0/4", // multicast
                            "240.0.0.0/4", // reserved, and broadcast
                            "::/3", // below global unicast: loopback, mapped, NAT64, discard
                            "2001::/23", // protocol assignments, Teredo among them
                            "2001:db8::/32", // documentation
                            "2002::/16", // 6to4
                            "3fff::/20", // documentation
                            "4000::/2", // above global unicast: segment routing
                            "8000::/1")); // unique local, link-local, site-local, multicast

    /// The policy of [PeerPolicy#standard()].
    static final PeerPolicy STANDARD =
            peer -> !SPECIAL.contains(peer) && !LocalAddresses.contains(peer);

    private final List<Block> blocks;

    private AddressBlocks(List<Block> blocks) {
        this.blocks = blocks;
    }

    private record Block(AddressFamily family, long high, long low, int bits) {
        boolean contains(TransportAddress address) {
            return family == address.family()
                    && ((high ^ address.high()) & mask(bits)) == 0
                    && ((low ^ address.low()) & mask(bits - 64)) == 0;
        }

        private static long mask(int bits) {
            if (bits <= 0) {
                return 0;
            }
            return bits >= 64 ? -1 : -1L << (64 - bits);
        }
    }

    /// Reads blocks.
    ///
    /// @param setting how to name them in an error
    /// @throws IllegalArgumentException if one is not `address/bits`
    static AddressBlocks parse(String setting, List<String> blocks) {
        return new AddressBlocks(blocks.stream().map(text -> parse(setting, text)).toList());
    }

    private static Block parse(String setting, String text) {
        int slash = text.indexOf('/');
        byte[] bytes =
                NetUtil.createByteArrayFromIpAddressString(
                        slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? 128 : number(text.substring(slash + 1));
        if (bytes != null) {
            boolean ipv4 = !text.contains(":");
            int offset = ipv4 ? 96 : 0;
            int length = slash < 0 ? 128 : bits + offset;
            if (bits >= 0 && length <= 128) {
                TransportAddress address = address(bytes, ipv4);
                return new Block(address.family(), address.high(), address.low(), length);
            }
        }
        throw new IllegalArgumentException(
                setting + " = " + text + ": must be a block such as 10.0.0.0/8 or fd00::/8");
    }

    private static TransportAddress address(byte[] bytes, boolean ipv4) {
        try {
            if (ipv4) {
                return TransportAddress.of(InetAddress.getByAddress(bytes), 0);
            }
            // Not by way of InetAddress, which turns ::ffff:0:0/96 into IPv4.
            ByteBuffer buffer = ByteBuffer.allocate(16);
            buffer.position(16 - bytes.length).put(bytes).flip();
            if (bytes.length == 4) {
                buffer.putShort(10, (short) -1);
            }
            return TransportAddress.ipv6(buffer.getLong(0), buffer.getLong(8), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 4 or 16 bytes are always an address
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /// Whether one of the blocks holds an address.
    boolean contains(TransportAddress address) {
        for (Block block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// The IPv4 address that an IPv6 address stands for: mapped, compatible, translated, NAT64,
    /// 6to4 or Teredo.
    static Stream<TransportAddress> embedded(TransportAddress peer) {
        if (peer.family() == AddressFamily.IPV4) {
            return Stream.empty();
        }
        if (hidesInLastBytes(peer)) {
            return Stream.of(TransportAddress.ipv4((int) peer.low(), peer.port()));
        }
        if (peer.high() >>> 48 == 0x2002) { // 6to4
            return Stream.of(TransportAddress.ipv4((int) (peer.high() >>> 16), peer.port()));
        }
        if (peer.high() >>> 32 == 0x2001_0000L) { // Teredo
            return Stream.of(TransportAddress.ipv4(~(int) peer.low(), peer.port()));
        }
        return Stream.empty();
    }

    /// Compatible, mapped and translated addresses, and NAT64.
    private static boolean hidesInLastBytes(TransportAddress peer) {
        long prefix = peer.low() >>> 32;
        if (peer.high() == 0) {
            boolean compatible = prefix == 0 && peer.low() > 1; // neither :: nor ::1
            return compatible || prefix == 0xFFFF || prefix == 0xFFFF_0000L;
        }
        boolean wellKnown = peer.high() == 0x0064_FF9B_0000_0000L && prefix == 0;
        return wellKnown || peer.high() >>> 16 == 0x0064_FF9B_0001L;
    }
}
