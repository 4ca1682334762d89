package dev.duologue.signaling.room;

import dev.duologue.signaling.backplane.Backplane;
import dev.duologue.signaling.protocol.ClientMessage;
import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.Departure;
import dev.duologue.signaling.protocol.ErrorCode;
import dev.duologue.signaling.protocol.IceServer;
import dev.duologue.signaling.protocol.MessageReader;
import dev.duologue.signaling.protocol.MessageWriter;
import dev.duologue.signaling.protocol.Payload;
import dev.duologue.signaling.protocol.RoomName;
import dev.duologue.signaling.protocol.ServerMessage;
import dev.duologue.signaling.protocol.ServerMessage.Resumed;
import dev.duologue.signaling.protocol.ServerMessage.Session;
import dev.duologue.signaling.protocol.WireText;
import dev.duologue.signaling.room.SessionTokens.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One seat's life: what its client says, and what it is told. It outlives the connection: while
/// there is none, messages are kept for the client that comes back in time.
///
/// Two locks, always in this order, and between them that of the room. `hearing` is held while a
/// message of the client's is counted and passed on, so that whoever takes the connection over
/// comes before or after it, never in between. This object's own is held while a message to the
/// client gets its number and is handed over, so that numbers and order agree; the room is never
/// called under it. Who sits here, and over which connection, changes under both.
public final class Participant implements Backplane.Subscriber {
    private final RoomName room;
    private final Holder holder;
    private final Signaling signaling;
    private final boolean afterGap;
    private final Object hearing = new Object();
    private MessageRate rate;

    /// What is kept for coming back; `null` for a client that cannot.
    private final @Nullable Backlog backlog;

    private IceServerSource iceServers;

    /// `null` while the client is lost.
    private @Nullable Connection connection;

    private Clock.@Nullable Timer expiry;
    private long expiresAt;
    private boolean gone;

    private int badInARow;
    private long received;

    private long seq;

    /// The newest number that the client is known to have.
    private long acknowledged;

    private Instant tokenIssued = Instant.MIN;
    private List<String> others = List.of();

    /// @param holder whose seat it is from now on
    /// @param afterGap whether the client had this id before, and may have missed messages
    Participant(
            Signaling signaling, Arrival arrival, RoomName room, Holder holder, boolean afterGap) {
        this.signaling = signaling;
        this.connection = arrival.connection();
        this.iceServers = arrival.iceServers();
        this.room = room;
        this.holder = holder;
        this.afterGap = afterGap;
        this.rate = new MessageRate(signaling.limits().messageRate(), signaling.clock().nanoTime());
        boolean resumable = signaling.canResume() && arrival.entry().resumable();
        this.backlog = resumable ? new Backlog(signaling.limits()) : null;
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
            if (hears(from)) {
                received++;
                act(from, text);
            }
        }
    }

    private void act(Connection from, byte[] text) {
        if (!rate.allows(signaling.clock().nanoTime())) {
            int limit = signaling.limits().messageRate();
            blame(
                    from,
                    ErrorCode.RATE_LIMITED,
                    "more than " + limit + " messages a second: this one was dropped");
            return;
        }
        switch (MessageReader.read(text)) {
            case ClientMessage.Ping(var last) -> {
                badInARow = 0;
                pong(last);
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
    public void refuse(Connection from, ErrorCode code, String message) {
        synchronized (hearing) {
            if (hears(from)) {
                received++;
                blame(from, code, message);
            }
        }
    }

    private void blame(Connection from, ErrorCode code, String message) {
        send(new ServerMessage.Problem(code, message));
        badInARow++;
        if (badInARow >= SignalingLimits.MAX_BAD_IN_A_ROW) {
            send(
                    new ServerMessage.Problem(
                            ErrorCode.TOO_MANY_ERRORS,
                            "ten bad messages in a row, the last one: " + code.wire()));
            left(from, Ending.REFUSED);
            from.close(CloseCode.TOO_MANY_ERRORS);
        }
    }

    /// Tells the client of servers with fresh credentials. Does nothing where there are no servers.
    public synchronized void refreshIceServers() {
        List<IceServer> servers = iceServers.serversFor(room, id());
        if (!servers.isEmpty()) {
            send(new ServerMessage.IceServers(servers));
        }
    }

    /// A connection ended. The seat is given up, or kept for a while if the client was lost; but
    /// not for one that never said anything: that may be an attempt that was given up long ago.
    ///
    /// @param from nothing happens if it is not the newest connection
    public void left(Connection from, Ending ending) {
        synchronized (hearing) {
            if (!hears(from)) {
                return;
            }
            Duration kept = signaling.limits().keptAfter(ending);
            if (backlog != null && received > 0 && kept.isPositive()) {
                waitForReturn(kept, ending);
                return;
            }
            synchronized (this) {
                gone = true;
                connection = null;
            }
        }
        free(ending.departure());
    }

    private synchronized void waitForReturn(Duration kept, Ending ending) {
        connection = null;
        Clock clock = signaling.clock();
        expiresAt = clock.nanoTime() + kept.toNanos();
        expiry = clock.after(kept, () -> expire(ending));
    }

    private void expire(Ending ending) {
        synchronized (this) {
            // The timer of an earlier loss may have run before it could be called off.
            boolean back = gone || connection != null;
            if (back || signaling.clock().nanoTime() - expiresAt < 0) {
                return;
            }
            gone = true;
        }
        free(ending.departure());
    }

    /// Frees the seat for a client that begins anew under the same id. Where it is free already,
    /// the others are certain to know after this.
    void replace() {
        Connection old;
        synchronized (hearing) {
            synchronized (this) {
                gone = true;
                old = connect(null);
            }
        }
        if (old != null) {
            old.close(CloseCode.SESSION_TAKEN_OVER);
        }
        free(Departure.LOST);
    }

    private void free(Departure reason) {
        signaling.backplane().leave(room, this, reason);
        signaling.forget(this);
    }

    /// Goes on over another connection, with everything that the client has not seen. An attempt
    /// that the client has overtaken by a newer one is closed, and changes nothing: it was made
    /// when the client had less, and only arrives now.
    ///
    /// @param before whose seat the client says it is
    /// @return false if that is not possible: the seat is free, or another one, or too much was
    ///   missed
    boolean resume(Arrival arrival, Holder before) {
        synchronized (hearing) {
            synchronized (this) {
                long last = arrival.entry().last();
                if (before.equals(holder) && last != Entry.NOTHING && last < acknowledged) {
                    arrival.connection().close(CloseCode.SESSION_TAKEN_OVER);
                    return true;
                }
                List<WireText> missed = isAdmitted() ? missedSince(last, before) : List.of();
                if (gone || missed == null) {
                    return false;
                }
                Connection old = connect(arrival.connection());
                if (old != null) {
                    old.close(CloseCode.SESSION_TAKEN_OVER);
                }
                iceServers = arrival.iceServers();
                rate = signaling.newRate(); // for what it has to send again
                if (backlog != null && isAdmitted()) { // else the welcome is still to come
                    arrival.connection().send(welcome(new Resumed(false, received), last));
                    missed.forEach(arrival.connection()::send);
                    acknowledge(backlog, last);
                }
                return true;
            }
        }
    }

    /// What the client has to be sent again; `null` if that is not known any more.
    private @Nullable List<WireText> missedSince(long last, Holder before) {
        return backlog == null || !before.equals(holder) ? null : backlog.newest(seq - last);
    }

    /// Sets the connection, which may be none.
    ///
    /// @return the one before
    private @Nullable Connection connect(@Nullable Connection next) {
        Connection old = connection;
        connection = next;
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
        return old;
    }

    private boolean hears(Connection from) {
        return from.equals(connection);
    }

    private boolean isAdmitted() {
        return seq > 0;
    }

    @Override
    public synchronized void admitted(List<String> members) {
        others = List.copyOf(members);
        seq++;
        if (connection != null) { // it may be lost already
            connection.send(welcome(afterGap ? new Resumed(true, received) : null, seq));
        }
    }

    @Override
    public void refused() {
        int seats = signaling.limits().roomSeats();
        send(
                new ServerMessage.Problem(
                        ErrorCode.ROOM_FULL, "all " + seats + " seats of this room are taken"));
        synchronized (this) {
            gone = true;
            if (connection != null) {
                connection.close(CloseCode.ROOM_FULL);
            }
        }
        signaling.forget(this);
    }

    @Override
    public synchronized void joined(String member, int count) {
        var more = new ArrayList<String>(others);
        more.add(member);
        others = List.copyOf(more);
        send(new ServerMessage.UserJoined(member, count));
    }

    @Override
    public synchronized void left(String member, int count, Departure reason) {
        others = others.stream().filter(other -> !other.equals(member)).toList();
        send(new ServerMessage.UserLeft(member, count, reason));
    }

    @Override
    public synchronized void message(String from, Payload payload) {
        seq++;
        deliver(payload.sentBy(from, seq));
    }

    @Override
    public void unreachable() {
        send(
                new ServerMessage.Problem(
                        ErrorCode.UNKNOWN_TARGET,
                        "target: must be the id of another member of this room; this one is not, or no longer"));
    }

    /// Tells the client what it has no part in.
    public void tell(ErrorCode code, String message) {
        send(new ServerMessage.Problem(code, message));
    }

    private synchronized void send(ServerMessage message) {
        seq++;
        deliver(MessageWriter.write(message, seq));
    }

    /// Hands a message that has its number to the connection, and keeps it until the client has it.
    private void deliver(WireText message) {
        if (backlog != null) {
            backlog.add(message);
        }
        if (connection != null) {
            connection.send(message);
        }
    }

    /// @param last the newest number that the client has, if it said so
    private synchronized void pong(@Nullable Long last) {
        Long counted = null;
        if (backlog != null) {
            counted = received;
            if (last != null && last <= seq) {
                acknowledge(backlog, last);
            }
        }
        if (connection != null) {
            var pong = new ServerMessage.Pong(counted, freshToken());
            connection.send(MessageWriter.write(pong, seq));
        }
    }

    private void acknowledge(Backlog backlog, long last) {
        acknowledged = Math.max(acknowledged, last);
        backlog.keepNewest(seq - acknowledged);
    }

    private WireText welcome(@Nullable Resumed resumed, long number) {
        Session session = null;
        if (backlog != null) {
            session = new Session(issueToken(), signaling.limits().resumeWindow());
        }
        List<IceServer> servers = iceServers.serversFor(room, id());
        var welcome = new ServerMessage.Welcome(id(), room, others, servers, session, resumed);
        return MessageWriter.write(welcome, number);
    }

    /// A token in place of one that is half spent.
    private @Nullable String freshToken() {
        Instant half = tokenIssued.plus(SessionTokens.LIFETIME.dividedBy(2));
        boolean due = backlog != null && !signaling.clock().instant().isBefore(half);
        return due ? issueToken() : null;
    }

    private String issueToken() {
        tokenIssued = signaling.clock().instant();
        return signaling.tokens().issue(room, holder);
    }
}
