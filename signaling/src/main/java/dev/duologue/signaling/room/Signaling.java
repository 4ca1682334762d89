package dev.duologue.signaling.room;

import dev.duologue.signaling.backplane.Backplane;
import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.MessageWriter;
import dev.duologue.signaling.protocol.ProblemCode;
import dev.duologue.signaling.protocol.RoomName;
import dev.duologue.signaling.protocol.ServerMessage;
import dev.duologue.signaling.rate.TokenBucket;
import dev.duologue.signaling.room.Participant.Arrival;
import dev.duologue.signaling.room.SessionTokens.Holder;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Signalling as `docs/protocol.md` describes it: gives connections seats in rooms.
public final class Signaling {
    private static final int ID_BYTES = 8;
    private static final int SEAT_BYTES = 4;

    private volatile SignalingLimits limits;
    private final Backplane backplane;
    private final Clock clock;
    private final SessionTokens tokens;
    private final Budget budget;
    private final SignalingListener listener;
    private final SecureRandom random = new SecureRandom();

    /// The seats of this node to which a client may come back, by id.
    private final ConcurrentHashMap<String, Participant> seats = new ConcurrentHashMap<>();

    /// As the other one, and nobody is told what happens.
    public Signaling(
            SignalingLimits limits, Backplane backplane, Clock clock, byte[] key, Budget budget) {
        this(limits, backplane, clock, key, budget, SignalingListener.NONE);
    }

    /// @param key signs the tokens by which clients come back, also those of an earlier process;
    ///   any bytes where nobody can, else secret ones
    /// @param budget bounds what is kept for all clients together
    /// @param listener is told what happens
    public Signaling(
            SignalingLimits limits,
            Backplane backplane,
            Clock clock,
            byte[] key,
            Budget budget,
            SignalingListener listener) {
        this.listener = listener;
        this.limits = limits;
        this.backplane = backplane;
        this.clock = clock;
        this.tokens = new SessionTokens(key, clock);
        this.budget = budget;
    }

    /// Lets a new connection into its room: to a seat of its own, or to the one that its client had
    /// before. It is told `welcome`, or why not and closed.
    ///
    /// @return the member, for what the connection receives; empty if the name of the room is bad
    public Optional<Participant> enter(
            Connection connection, Entry entry, IceServerSource iceServers) {
        if (!RoomName.isValid(entry.room())) {
            var problem =
                    new ServerMessage.Problem(
                            ProblemCode.BAD_ROOM, "room: must be " + RoomName.RULE);
            listener.told(ProblemCode.BAD_ROOM);
            connection.send(MessageWriter.write(problem, 1));
            connection.close(CloseCode.BAD_ROOM);
            return Optional.empty();
        }
        var room = new RoomName(entry.room());
        var arrival = new Arrival(connection, entry, iceServers);
        Optional<Holder> holder =
                canResume() ? tokens.holderOf(entry.session(), room) : Optional.empty();
        return Optional.of(
                holder.isPresent() ? comeBack(arrival, room, holder.get()) : begin(arrival, room));
    }

    /// Takes other limits for those who enter from now on.
    public void limits(SignalingLimits newest) {
        limits = newest;
    }

    private Participant begin(Arrival arrival, RoomName room) {
        var holder = new Holder(randomHex(ID_BYTES), randomHex(SEAT_BYTES));
        var seat = new Participant(this, arrival, room, holder, false);
        if (canResume() && arrival.entry().resumable()) {
            seats.put(seat.id(), seat);
        }
        backplane.join(room, limits.roomSeats(), seat);
        return seat;
    }

    /// Gives a client its seat back. Where that is free by now, or too much was missed there, the
    /// client gets a new one under the same id, and is told of the gap.
    private Participant comeBack(Arrival arrival, RoomName room, Holder before) {
        var holder = new Holder(before.id(), randomHex(SEAT_BYTES));
        var fresh = new Participant(this, arrival, room, holder, true);
        while (true) {
            Participant seat = seats.putIfAbsent(holder.id(), fresh);
            if (seat == null) {
                backplane.join(room, limits.roomSeats(), fresh);
                return fresh;
            }
            if (seat.resume(arrival, before)) {
                return seat;
            }
            seat.replace();
        }
    }

    /// The seat is free, and nobody can come back to it any more.
    void forget(Participant seat) {
        seats.remove(seat.id(), seat);
    }

    boolean canResume() {
        return limits.resumeWindow().isPositive();
    }

    SignalingLimits limits() {
        return limits;
    }

    Backplane backplane() {
        return backplane;
    }

    Budget budget() {
        return budget;
    }

    SignalingListener listener() {
        return listener;
    }

    Clock clock() {
        return clock;
    }

    SessionTokens tokens() {
        return tokens;
    }

    /// For a new connection.
    TokenBucket newRate() {
        return new TokenBucket(limits.messageRate(), clock.nanoTime());
    }

    private String randomHex(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
