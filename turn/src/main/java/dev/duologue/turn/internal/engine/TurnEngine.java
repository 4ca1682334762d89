package dev.duologue.turn.internal.engine;

import dev.duologue.turn.CredentialSource;
import dev.duologue.turn.PeerPolicy;
import dev.duologue.turn.RelayMode;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnListener;
import dev.duologue.turn.TurnListener.End;
import dev.duologue.turn.TurnStats;
import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.AllocationTable;
import dev.duologue.turn.internal.allocation.FiveTuple;
import dev.duologue.turn.internal.allocation.Limits;
import dev.duologue.turn.internal.allocation.RelaySockets;
import dev.duologue.turn.internal.engine.Packet.Destination;
import dev.duologue.turn.internal.engine.Reachability.Reach;
import dev.duologue.turn.internal.engine.RequestHandler.Methods;
import dev.duologue.turn.stun.StunClass;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.StunMethod;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;

/// The whole server but its sockets: takes packets in, leaves in each where it goes. Not
/// thread-safe: the transport holds one lock around a batch of packets. Times are milliseconds of a
/// clock that only goes forward.
public final class TurnEngine {
    private static final int SEND_INDICATION = StunMethod.SEND.messageType(StunClass.INDICATION);

    private final AllocationTable table;
    private final TurnCounters counters = new TurnCounters();
    private final AllocationEvents events;
    private final DataRelay relay;
    private final RequestHandler requests;
    private final SendHandler sends;
    private final ChannelDataHandler channels;
    private boolean closed;

    /// What a server is made of, its sockets apart.
    ///
    /// @param clock the time of day, by which credentials expire
    public record Parts(
            TurnConfig config,
            CredentialSource credentials,
            PeerPolicy policy,
            TurnListener listener,
            InstantSource clock) {}

    /// An engine without allocations.
    ///
    /// @param sockets opens relayed addresses
    public TurnEngine(Parts parts, RelaySockets sockets) {
        TurnConfig config = parts.config();
        Limits limits =
                new Limits(
                        config.allocationsPerUser(),
                        config.allocationsPerAddress(),
                        config.allocations(),
                        config.permissionsPerAllocation(),
                        config.channelsPerAllocation());
        table =
                new AllocationTable(
                        limits, sockets, config.relayPorts().first(), config.relayPorts().last());
        events = new AllocationEvents(parts.listener(), counters);
        boolean closed = config.relayMode() == RelayMode.CLOSED;
        relay = new DataRelay(table, counters, closed);
        sends = new SendHandler(relay, counters, understood());
        channels = new ChannelDataHandler(relay, counters);
        PeerPolicy policy = parts.policy();
        PeerCheck check =
                new PeerCheck(peer -> {
                    if (!closed && policy.permits(peer)) {
                        return Reach.OUTSIDE;
                    }
                    return table.isRelayHost(peer) ? Reach.INSIDE : Reach.NONE;
                });
        requests =
                new RequestHandler(
                        new ServerState(config, parts.clock(), table, counters, events),
                        new Authenticator(config, parts.credentials()),
                        new Methods(
                                new AllocateHandler(config, parts.credentials(), table, events),
                                new RefreshHandler(config, table, events),
                                new CreatePermissionHandler(table, check),
                                new ChannelBindHandler(table, check)));
    }

    private static BitSet understood() {
        BitSet types = new BitSet();
        StunMessage.knownAttributes().stream().filter(t -> t < 0x8000).forEach(types::set);
        return types;
    }

    /// Takes a packet from a client and leaves in it what becomes of it.
    public void receive(Packet packet, long now) {
        packet.destination = Destination.NONE;
        packet.dontFragment = false;
        if (closed) {
            return;
        }
        int size = packet.size();
        if (size < 4 || packet.port == 0) {
            counters.drop(Drop.MALFORMED);
            return;
        }
        try {
            dispatch(packet, now);
        } catch (RuntimeException e) { // a bug: said, and the server goes on
            packet.destination = Destination.NONE;
            events.failed(e);
        }
    }

    private void dispatch(Packet packet, long now) {
        switch (packet.bytes.getByte(packet.start) & 0xC0) {
            case 0x40 -> data(packet, now, false);
            case 0x00 -> message(packet, now);
            default -> counters.drop(Drop.MALFORMED);
        }
    }

    private void message(Packet packet, long now) {
        if (packet.size() < StunMessage.HEADER_SIZE) {
            counters.drop(Drop.MALFORMED);
        } else if (packet.bytes.getUnsignedShort(packet.start) == SEND_INDICATION) {
            data(packet, now, true);
        } else {
            requests.handle(packet, now);
        }
    }

    private void data(Packet packet, long now, boolean indication) {
        Allocation allocation =
                table.find(
                        packet.link,
                        packet.high,
                        packet.low,
                        packet.port,
                        packet.serverHigh,
                        packet.serverLow);
        if (allocation == null || allocation.remaining(now) <= 0) {
            counters.drop(Drop.NO_ALLOCATION);
        } else if (indication) {
            sends.handle(packet, allocation, now);
        } else {
            channels.handle(packet, allocation, now);
        }
    }

    /// Takes data that came from a peer to a relayed address: `start` to `end` is the data alone.
    public void receiveFromPeer(Packet packet, Allocation allocation, long now) {
        packet.destination = Destination.NONE;
        if (closed) {
            return;
        }
        if (packet.port == 0) {
            counters.drop(Drop.MALFORMED);
            return;
        }
        try {
            relay.toClient(packet, allocation, packet.high, packet.low, packet.port, now);
        } catch (RuntimeException e) { // a bug: said, and the server goes on
            packet.destination = Destination.NONE;
            events.failed(e);
        }
    }

    /// Ends what has run out. To be called about once a second.
    public void tick(long now) {
        for (Allocation allocation : table.expire(now)) {
            events.ended(allocation, End.EXPIRED);
            table.remove(allocation);
        }
    }

    /// Ends what was made over a stream connection that is no more.
    public void disconnected(FiveTuple tuple) {
        Allocation allocation = table.find(tuple);
        if (allocation != null) {
            events.ended(allocation, End.DISCONNECTED);
            table.remove(allocation);
        }
    }

    /// Ends everything; what comes from now on is ignored.
    public void close() {
        closed = true;
        for (Allocation allocation : List.copyOf(table.all())) {
            events.ended(allocation, End.CLOSED);
            table.remove(allocation);
        }
    }

    /// Whether there is an allocation on a 5-tuple.
    public boolean hasAllocation(FiveTuple tuple) {
        return table.find(tuple) != null;
    }

    /// Keeps a port from being given out as relayed, because the server itself listens on it.
    public void exclude(int port) {
        table.exclude(port);
    }

    /// Something failed in the transport that should not have.
    public void failed(Throwable cause) {
        events.failed(cause);
    }

    /// One more thing was dropped by the transport.
    public void drop(Drop reason) {
        counters.drop(reason);
    }

    /// What was counted.
    public TurnStats stats() {
        return counters.snapshot(table.all().size());
    }
}
