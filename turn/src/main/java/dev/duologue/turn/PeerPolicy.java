package dev.duologue.turn;

import dev.duologue.turn.stun.TransportAddress;
import java.net.InetAddress;
import java.util.List;

/// Whom clients may reach in open mode. Asked when a permission or channel is made; called on I/O
/// threads: it must be quick and must not block.
@FunctionalInterface
public interface PeerPolicy {
    /// Whether a peer may be reached.
    ///
    /// @param peer the IP address as the client wrote it, its port 0 where only the address counts
    boolean permits(TransportAddress peer);

    /// Refuses every address that is not plainly a public unicast one: loopback, private, shared,
    /// link-local, multicast, reserved and documentation addresses, and all IPv6 forms that hide an
    /// IPv4 address (mapped, compatible, NAT64, 6to4, Teredo); and the addresses of this host. The
    /// default.
    static PeerPolicy standard() {
        return AddressBlocks.STANDARD;
    }

    /// Adds blocks that are permitted, whatever this policy says of them. An IPv4 address inside of
    /// an IPv6 address must be permitted itself as well.
    ///
    /// @param blocks such as `10.0.0.0/8` or `fd00::/8`
    /// @throws IllegalArgumentException if one is not `address/bits`
    default PeerPolicy allowing(List<String> blocks) {
        AddressBlocks allowed = AddressBlocks.parse("turn.allow-peer", blocks);
        PeerPolicy plain = peer -> allowed.contains(peer) || permits(peer);
        return peer -> plain.permits(peer) && AddressBlocks.embedded(peer).allMatch(plain::permits);
    }

    /// Adds blocks that are refused.
    ///
    /// @param blocks such as `203.0.113.0/24`
    /// @throws IllegalArgumentException if one is not `address/bits`
    default PeerPolicy denying(List<String> blocks) {
        AddressBlocks denied = AddressBlocks.parse("turn.deny-peer", blocks);
        return peer ->
                !denied.contains(peer)
                        && AddressBlocks.embedded(peer).noneMatch(denied::contains)
                        && permits(peer);
    }

    /// Whether an address may be reached, whatever the port.
    default boolean permits(InetAddress address) {
        return permits(TransportAddress.of(address, 0));
    }
}
