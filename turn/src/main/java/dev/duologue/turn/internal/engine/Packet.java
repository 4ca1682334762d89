package dev.duologue.turn.internal.engine;

import dev.duologue.turn.internal.allocation.ClientLink;
import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.internal.allocation.RelaySocket;
import dev.duologue.turn.stun.TransportAddress;
import io.netty.buffer.ByteBuf;

/// One message on its way through the server: where it came from, its bytes, and where it goes. For
/// one message in there is at most one out, and it is made in the same bytes. Used again for each
/// message, so that relaying makes no garbage; belongs to one thread.
public final class Packet {
    /// Bytes that must be free before [#start]: a Data indication with an IPv6 peer has 44 more
    /// than ChannelData.
    public static final int HEADROOM = 64;

    /// Bytes that the buffer must have from [#start] on, so that any answer fits.
    public static final int MIN_ROOM = 2048;

    /// The largest payload of a UDP datagram over IPv4.
    public static final int MAX_DATAGRAM = 65_507;

    /// Where a packet goes.
    public enum Destination {
        /// Nowhere: it was dropped.
        NONE,
        /// Back to where it came from.
        SENDER,
        /// To the client [#client].
        CLIENT,
        /// To the peer [#peerHigh], [#peerLow], [#peerPort] through [#via].
        PEER
    }

    /// What it came on. For data from a peer: of no meaning.
    public ClientLink link;

    /// Address of the sender.
    public long high;

    /// Address of the sender.
    public long low;

    /// Port of the sender.
    public int port;

    /// Address of the server that the sender spoke to.
    public long serverHigh;

    /// Address of the server that the sender spoke to.
    public long serverLow;

    /// Port of the server that the sender spoke to.
    public int serverPort;

    /// Holds the message; stays with the transport.
    public ByteBuf bytes;

    /// Where the message begins: [#HEADROOM] or more.
    public int start;

    /// Where the message ends.
    public int end;

    /// Set by the server.
    public Destination destination = Destination.NONE;

    /// Set for [Destination#CLIENT].
    public FiveTuple client;

    /// Set for [Destination#PEER].
    public RelaySocket via = RelaySocket.VIRTUAL;

    /// Set for [Destination#PEER].
    public long peerHigh;

    /// Set for [Destination#PEER].
    public long peerLow;

    /// Set for [Destination#PEER].
    public int peerPort;

    /// Set for [Destination#PEER]: whether routers must not fragment it.
    public boolean dontFragment;

    /// A packet of one link.
    ///
    /// @param bytes as [#bytes]
    public Packet(ClientLink link, ByteBuf bytes) {
        this.link = link;
        this.bytes = bytes;
        TransportAddress none = TransportAddress.ipv4(0, 0);
        this.client = new FiveTuple(link, none, none);
    }

    /// The address of the sender as a value.
    public TransportAddress sender() {
        return TransportAddress.of(high, low, port);
    }

    /// The 5-tuple that it came on, as a value.
    public FiveTuple fiveTuple() {
        return new FiveTuple(
                link, sender(), TransportAddress.of(serverHigh, serverLow, serverPort));
    }

    int size() {
        return end - start;
    }

    void reply(int newEnd) {
        end = newEnd;
        destination = Destination.SENDER;
    }
}
