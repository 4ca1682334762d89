package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.TransportAddress;

/// A peer that may be permitted.
///
/// @param outside whether it may be reached through a socket, and not only if it is a client of
///   this server
public record Peer(TransportAddress address, boolean outside) {}
