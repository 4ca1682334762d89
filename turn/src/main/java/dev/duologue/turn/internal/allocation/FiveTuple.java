package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.TransportAddress;

/// What identifies a client, RFC 8656 section 2: the protocol, its address and the address of the
/// server that it speaks to.
///
/// @param link carries the protocol; two links are never equal
public record FiveTuple(ClientLink link, TransportAddress client, TransportAddress server) {}
