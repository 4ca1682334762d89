/// What the server does with a packet: requests and their answers, data and where it goes. Knows
/// buffers, but no channel, no socket and no clock.
package dev.duologue.turn.internal.engine;
