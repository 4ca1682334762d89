package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.internal.engine.Packet;
import dev.duologue.turn.stun.TransportAddress;

/// Where a datagram goes and which address of the server it leaves from. Used again for each
/// packet; belongs to one thread.
final class Target {
    long high;
    long low;
    int port;
    long serverHigh;
    long serverLow;

    /// Back to where a packet came from, from the address that it was sent to.
    Target sender(Packet packet) {
        high = packet.high;
        low = packet.low;
        port = packet.port;
        serverHigh = packet.serverHigh;
        serverLow = packet.serverLow;
        return this;
    }

    /// To a client, from the address that it knows.
    Target client(FiveTuple tuple) {
        TransportAddress client = tuple.client();
        high = client.high();
        low = client.low();
        port = client.port();
        serverHigh = tuple.server().high();
        serverLow = tuple.server().low();
        return this;
    }

    /// To a peer, from the relayed address that the socket is bound to.
    Target peer(Packet packet) {
        high = packet.peerHigh;
        low = packet.peerLow;
        port = packet.peerPort;
        serverHigh = 0;
        serverLow = 0;
        return this;
    }
}
