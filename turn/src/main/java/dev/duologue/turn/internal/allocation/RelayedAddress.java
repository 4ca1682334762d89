package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.TransportAddress;

/// A relayed transport address and what stands behind it.
///
/// @param address as peers see it
public record RelayedAddress(TransportAddress address, RelaySocket socket) {}
