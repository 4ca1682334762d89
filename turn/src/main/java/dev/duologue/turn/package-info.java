/// A STUN and TURN server (RFC 8489 and RFC 8656) to embed: [dev.duologue.turn.TurnServer], its
/// settings, credentials, events and peer policy.
package dev.duologue.turn;
