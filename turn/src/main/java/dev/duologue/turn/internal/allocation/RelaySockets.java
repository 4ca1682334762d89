package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.TransportAddress;
import java.util.Optional;

/// What the state asks of the sockets: relayed transport addresses.
public interface RelaySockets {
    /// The IP address that relayed addresses of a family have for a client, its port 0.
    ///
    /// @return empty if the server has none of the family, which is answered with 440
    Optional<TransportAddress> host(FiveTuple client, AddressFamily family);

    /// Opens a relayed address.
    ///
    /// @param address a host that [#host] gave, with the wanted port
    /// @return empty if the port is taken
    Optional<RelaySocket> open(TransportAddress address);

    /// Tells the socket whose it is, as soon as that is known.
    default void attach(RelaySocket socket, Allocation owner) {}
}
