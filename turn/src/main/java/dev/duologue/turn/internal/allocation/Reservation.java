package dev.duologue.turn.internal.allocation;

/// A relayed address that is kept for a later Allocate, RFC 8656 section 18.10.
///
/// @param token what the client has to send
/// @param relayed the address, already open
/// @param username who may have it
/// @param expiresAt when it is given up, milliseconds
public record Reservation(long token, RelayedAddress relayed, String username, long expiresAt) {}
