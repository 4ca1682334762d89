/// The STUN messages of RFC 8489 and the attributes of RFC 8656, as values read from and written to
/// a `ByteBuf`. Knows no sockets and no time.
package dev.duologue.turn.stun;
