/// Sockets: UDP by system calls of our own or by Netty, TCP and TLS by Netty, and the sockets
/// behind relayed addresses.
package dev.duologue.turn.internal.transport;
