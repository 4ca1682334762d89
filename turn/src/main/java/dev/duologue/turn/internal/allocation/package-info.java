/// What the server remembers: allocations, permissions, channels, relayed addresses. Knows no
/// Netty, no socket and no clock; time is an argument.
package dev.duologue.turn.internal.allocation;
