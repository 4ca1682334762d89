package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.internal.allocation.RelaySocket;
import dev.duologue.turn.internal.allocation.RelaySockets;
import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import java.util.Optional;

/// Relayed addresses of closed mode: nothing stands behind them, so there is one of every family
/// and every port, and nothing leaves the server through them.
public final class VirtualRelays implements RelaySockets {
    /// The IPv4 dummy address (RFC 7600), where the client speaks IPv6 to the server, or on
    /// loopback.
    private static final TransportAddress IPV4_DUMMY = TransportAddress.ipv4(0xC000_0008, 0);

    /// From the discard-only prefix (RFC 6666), where the client speaks IPv4 to the server, or on
    /// loopback.
    private static final TransportAddress IPV6_DUMMY =
            TransportAddress.ipv6(0x0100_0000_0000_0000L, 8, 0);

    private final RelayHosts hosts;

    /// Virtual addresses on the hosts that are known.
    public VirtualRelays(RelayHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Optional<TransportAddress> host(FiveTuple client, AddressFamily family) {
        TransportAddress dummy = family == AddressFamily.IPV4 ? IPV4_DUMMY : IPV6_DUMMY;
        return Optional.of(
                hosts.advertised(client, family).filter(host -> !loopback(host)).orElse(dummy));
    }

    /// Firefox drops candidates on loopback, and a server behind a proxy of the same host is asked
    /// on loopback by everyone.
    private static boolean loopback(TransportAddress host) {
        return host.toInetAddress().isLoopbackAddress();
    }

    @Override
    public Optional<RelaySocket> open(TransportAddress address) {
        return Optional.of(RelaySocket.VIRTUAL);
    }
}
