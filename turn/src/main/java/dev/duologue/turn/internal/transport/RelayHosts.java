package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/// Which IP addresses relayed addresses have.
public final class RelayHosts {
    /// Documentation addresses: a socket connected to one tells which address of this host leads
    /// out, without sending anything.
    private static final TransportAddress IPV4_OUTSIDE = TransportAddress.ipv4(0xC633_6401, 9);

    private static final TransportAddress IPV6_OUTSIDE =
            TransportAddress.ipv6(0x2001_0db8_0000_0000L, 1, 9);

    private final List<TransportAddress> configured;

    /// Hosts with these public addresses.
    public RelayHosts(List<InetAddress> configured) {
        this.configured =
                configured.stream().map(address -> TransportAddress.of(address, 0)).toList();
    }

    /// The address that is configured for a family, or else the one that the client speaks to.
    Optional<TransportAddress> advertised(FiveTuple client, AddressFamily family) {
        return configured.stream()
                .filter(address -> address.family() == family)
                .findFirst()
                .or(() ->
                        Optional.of(client.server().withPort(0))
                                .filter(address -> address.family() == family));
    }

    /// The address of this host that leads out, if it has one of the family.
    static Optional<TransportAddress> outward(AddressFamily family) {
        TransportAddress outside = family == AddressFamily.IPV4 ? IPV4_OUTSIDE : IPV6_OUTSIDE;
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(any(family), 0))) {
            socket.connect(outside.toInetSocketAddress());
            return Optional.of(TransportAddress.of(socket.getLocalAddress(), 0))
                    .filter(address -> address.family() == family);
        } catch (SocketException | java.io.UncheckedIOException e) {
            return Optional.empty(); // no way out in this family
        }
    }

    private static InetAddress any(AddressFamily family) {
        return family == AddressFamily.IPV4
                ? TransportAddress.ipv4(0, 0).toInetAddress()
                : TransportAddress.ipv6(0, 0, 0).toInetAddress();
    }

    /// The address of this host to bind for an advertised one: itself, or what leads out where a
    /// router translates it.
    static Optional<TransportAddress> local(TransportAddress advertised) {
        try {
            boolean own = NetworkInterface.getByInetAddress(advertised.toInetAddress()) != null;
            return own ? Optional.of(advertised) : outward(advertised.family());
        } catch (SocketException e) {
            return Optional.empty();
        }
    }
}
