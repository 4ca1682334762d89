package dev.duologue.signaling.room;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.duologue.signaling.backplane.Backplane;
import dev.duologue.signaling.protocol.ClientMessage;
import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.Departure;
import dev.duologue.signaling.protocol.MessageReader;
import dev.duologue.signaling.protocol.Payload;
import dev.duologue.signaling.protocol.ProblemCode;
import dev.duologue.signaling.protocol.RoomName;
import dev.duologue.signaling.protocol.ServerMessage;
import dev.duologue.signaling.rate.TokenBucket;
import dev.duologue.signaling.room.SessionTokens.Holder;
import java.util.List;

/// One seat's life: what its client says is judged and passed on here, what the client is told is
/// the [Downlink]'s. The seat outlives the connection: while there is none, messages are kept for
/// the client that comes back in time.
///
/// `hearing` is held while a message of the client's is counted and passed on, so that whoever
/// takes the connection over comes before or after it, never in between. It is taken before the
/// lock of the room, which is taken before that of the downlink. Who sits here, and over which
/// connection, changes under `hearing` and the downlink's lock.
public final class Participant implements Backplane.Subscriber {
    private final RoomName room;
    private final Holder holder;
    private final Signaling signaling;
    private final Downlink downlink;
    private final Object hearing = new Object();

    @GuardedBy("hearing")
    private TokenBucket rate;

    @GuardedBy("hearing")
    private int badInARow;

    /// @param holder whose seat it is from now on
    /// @param afterGap whether the client had this id before, and may have missed messages
    Participant(
            Signaling signaling, Arrival arrival, RoomName room, Holder holder, boolean afterGap) {
        this.signaling = signaling;
        this.room = room;
        this.holder = holder;
        this.rate = signaling.newRate();
        var seat = new Downlink.Seat(room, holder, afterGap);
        this.downlink = new Downlink(signaling, arrival, seat, this::evict);
    }

    /// One attempt to get a seat.
    record Arrival(Connection connection, Entry entry, IceServerSource iceServers) {}

    /// The room it is in, or was refused by.
    public RoomName room() {
        return room;
    }

    @Override
    public String id() {
        return holder.id();
    }

    /// Acts on one text message of the client's.
    ///
    /// @param from the connection it came over; nothing happens if it is not the newest
    /// @param text valid UTF-8, not to be changed afterwards
    public void receive(Connection from, byte[] text) {
        synchronized (hearing) {
            if (downlink.hears(from)) {
                act(from, text);
            }
        }
    }

    @GuardedBy("hearing")
    private void act(Connection from, byte[] text) {
        if (!rate.allows(signaling.clock().nanoTime())) {
            int limit = signaling.limits().messageRate();
            blame(
                    from,
                    ProblemCode.RATE_LIMITED,
                    "more than " + limit + " messages a second: this one was dropped");
            return;
        }
        switch (MessageReader.read(text)) {
            case ClientMessage.Ping(var last) -> {
                badInARow = 0;
                downlink.pong(last);
            }
            case ClientMessage.Passed(var target, var payload) -> {
                badInARow = 0;
                signaling.backplane().publish(room, this, target, payload);
            }
            case ClientMessage.Refused(var code, var message) -> blame(from, code, message);
        }
    }

    /// Answers a message that was bad already as a frame; the tenth bad one in a row is the last.
    ///
    /// @param from the connection it came over; nothing happens if it is not the newest
    public void refuse(Connection from, ProblemCode code, String message) {
        synchronized (hearing) {
            if (downlink.hears(from)) {
                blame(from, code, message);
            }
        }
    }

    @GuardedBy("hearing")
    private void blame(Connection from, ProblemCode code, String message) {
        downlink.send(new ServerMessage.Problem(code, message));
        badInARow++;
        if (badInARow >= SignalingLimits.MAX_BAD_IN_A_ROW) {
            downlink.send(
                    new ServerMessage.Problem(
                            ProblemCode.TOO_MANY_ERRORS,
                            "ten bad messages in a row, the last one: " + code.wire()));
            left(from, Ending.REFUSED);
            from.close(CloseCode.TOO_MANY_ERRORS);
        }
    }

    /// Tells the client of servers with fresh credentials. Does nothing where there are no servers.
    public void refreshIceServers() {
        downlink.refreshIceServers();
    }

    /// A connection ended. The seat is given up, or kept for a while if the client was lost.
    ///
    /// @param from nothing happens if it is not the newest connection
    public void left(Connection from, Ending ending) {
        Downlink.Left left;
        synchronized (hearing) {
            left =
                    downlink.left(
                            from,
                            signaling.limits().keptAfter(ending),
                            () -> free(ending.departure()));
        }
        if (left == Downlink.Left.GONE) {
            free(ending.departure());
        }
    }

    /// Memory is short: a lost client is not waited for any longer.
    private void evict() {
        if (downlink.giveUp()) {
            free(Departure.LOST);
        }
    }

    /// Frees the seat for a client that begins anew under the same id. Where it is free already,
    /// the others are certain to know after this.
    void replace() {
        Connection old;
        synchronized (hearing) {
            old = downlink.abandon();
        }
        if (old != null) {
            old.close(CloseCode.SESSION_TAKEN_OVER);
        }
        free(Departure.LOST);
    }

    private void free(Departure reason) {
        signaling.backplane().leave(room, this, reason);
        signaling.forget(this);
        downlink.close();
    }

    /// Gives the seat back to its client; see [Downlink#resume].
    ///
    /// @return false if that is not possible
    boolean resume(Arrival arrival, Holder before) {
        synchronized (hearing) {
            Downlink.Resumption resumption = downlink.resume(arrival, before);
            if (resumption == Downlink.Resumption.DONE) {
                rate = signaling.newRate(); // for what it has to send again
            }
            return resumption != Downlink.Resumption.IMPOSSIBLE;
        }
    }

    @Override
    public void admitted(List<String> members) {
        downlink.admitted(members);
    }

    @Override
    public void refused() {
        int seats = signaling.limits().roomSeats();
        var why =
                new ServerMessage.Problem(
                        ProblemCode.ROOM_FULL, "all " + seats + " seats of this room are taken");
        downlink.refuse(why, CloseCode.ROOM_FULL);
        signaling.forget(this);
        downlink.close();
    }

    @Override
    public void joined(String member, int count) {
        downlink.joined(member, count);
    }

    @Override
    public void left(String member, int count, Departure reason) {
        downlink.memberLeft(member, count, reason);
    }

    @Override
    public void message(String from, Payload payload) {
        downlink.pass(from, payload);
    }

    @Override
    public void unreachable() {
        downlink.send(
                new ServerMessage.Problem(
                        ProblemCode.UNKNOWN_TARGET,
                        "target: must be the id of another member of this room; this one is not, or"
                                + " no longer"));
    }

    /// Tells the client what it has no part in.
    public void tell(ProblemCode code, String message) {
        downlink.send(new ServerMessage.Problem(code, message));
    }
}
