package dev.duologue.signaling.room;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.Departure;
import dev.duologue.signaling.protocol.IceServer;
import dev.duologue.signaling.protocol.MessageWriter;
import dev.duologue.signaling.protocol.Payload;
import dev.duologue.signaling.protocol.RoomName;
import dev.duologue.signaling.protocol.ServerMessage;
import dev.duologue.signaling.protocol.ServerMessage.Resumed;
import dev.duologue.signaling.protocol.ServerMessage.Session;
import dev.duologue.signaling.protocol.WireText;
import dev.duologue.signaling.room.Participant.Arrival;
import dev.duologue.signaling.room.SessionTokens.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the client at one seat is told: numbers each message, hands it to the connection of the
/// moment and keeps it until the client has it. It knows whether the client is there, lost or gone.
///
/// Thread-safe. Its lock makes numbers and order agree; the room is never called under it.
final class Downlink {
    /// Heap that the seat of a lost client costs besides its messages: the objects of the seat, its
    /// timer, and its places in maps.
    static final int LOST_SEAT_BYTES = 2048;

    private final Signaling signaling;
    private final Seat seat;

    /// What is kept for coming back; `null` for a client that cannot.
    private final @Nullable Backlog backlog;

    /// Holds something while the client is lost.
    private final Budget.Account place;

    @GuardedBy("this")
    private IceServerSource iceServers;

    /// `null` while the client is lost.
    @GuardedBy("this")
    private @Nullable Connection connection;

    @GuardedBy("this")
    private Clock.@Nullable Timer expiry;

    /// How often the client was lost.
    @GuardedBy("this")
    private int losses;

    @GuardedBy("this")
    private boolean gone;

    /// Messages that the client sent at this seat.
    @GuardedBy("this")
    private long received;

    @GuardedBy("this")
    private long seq;

    /// The newest number that the client is known to have.
    @GuardedBy("this")
    private long acknowledged;

    @GuardedBy("this")
    private Instant tokenIssued = Instant.MIN;

    @GuardedBy("this")
    private List<String> others = List.of();

    /// @param seat whose it is
    /// @param onEviction run, on any thread, when memory is short and the client is lost
    Downlink(Signaling signaling, Arrival arrival, Seat seat, Runnable onEviction) {
        this.signaling = signaling;
        this.connection = arrival.connection();
        this.iceServers = arrival.iceServers();
        this.seat = seat;
        this.place = signaling.budget().open(() -> evict(onEviction));
        boolean resumable = signaling.canResume() && arrival.entry().resumable();
        this.backlog = resumable ? new Backlog(signaling.limits(), signaling.budget()) : null;
    }

    /// Who sits where.
    ///
    /// @param afterGap whether the client had this id before, and may have missed messages
    record Seat(RoomName room, Holder holder, boolean afterGap) {}

    /// How a connection that ended leaves the seat.
    enum Left {
        /// It was not the newest connection.
        OVERTAKEN,
        /// The client may come back to its seat.
        WAITING,
        /// The caller has to free the seat.
        GONE
    }

    /// What became of an attempt to come back.
    enum Resumption {
        /// The client goes on over its new connection.
        DONE,
        /// A newer attempt was there before; this one was closed.
        OVERTAKEN,
        /// The seat is free, or another one, or too much was missed.
        IMPOSSIBLE
    }

    /// Counts one message of the client's.
    ///
    /// @return false if `from` is not the newest connection: then the message does not count
    synchronized boolean hears(Connection from) {
        boolean current = from.equals(connection);
        if (current) {
            received++;
        }
        return current;
    }

    /// The connection ended. The seat waits for a client that was lost, but not for one that never
    /// said anything: that may be an attempt that was given up long ago.
    ///
    /// @param onExpiry run, on any thread, when the client did not come back in time
    synchronized Left left(Connection from, Duration kept, Runnable onExpiry) {
        if (!from.equals(connection)) {
            return Left.OVERTAKEN;
        }
        connection = null;
        if (backlog == null || received == 0 || !kept.isPositive()) {
            gone = true;
            return Left.GONE;
        }
        losses++;
        int loss = losses;
        expiry = signaling.clock().after(kept, () -> expire(loss, onExpiry));
        place.add(LOST_SEAT_BYTES);
        return Left.WAITING;
    }

    /// Ends the wait for a client, unless it came back. Its timer may have run before it could be
    /// called off, so it says which loss it is for.
    private void expire(int loss, Runnable onExpiry) {
        synchronized (this) {
            if (gone || expiry == null || loss != losses) {
                return;
            }
            gone = true;
        }
        onExpiry.run();
    }

    /// Gives a lost client up before its time. Not at once: this may be called under the lock of
    /// another seat.
    private void evict(Runnable onEviction) {
        place.empty();
        signaling.clock().after(Duration.ZERO, onEviction);
    }

    /// Ends the wait for a lost client at once.
    ///
    /// @return true if the caller has to free the seat
    synchronized boolean giveUp() {
        if (gone || expiry == null) {
            return false;
        }
        expiry.cancel();
        gone = true;
        return true;
    }

    /// Lets go of the client for good.
    ///
    /// @return the connection that it had
    synchronized @Nullable Connection abandon() {
        gone = true;
        return connect(null);
    }

    /// Goes on over another connection, with everything that the client has not seen. An attempt
    /// that the client has overtaken by a newer one is closed, and changes nothing: it was made
    /// when the client had less, and only arrives now.
    ///
    /// @param before whose seat the client says it is
    synchronized Resumption resume(Arrival arrival, Holder before) {
        long last = arrival.entry().last();
        if (before.equals(seat.holder()) && last != Entry.NOTHING && last < acknowledged) {
            arrival.connection().close(CloseCode.SESSION_TAKEN_OVER);
            return Resumption.OVERTAKEN;
        }
        List<WireText> missed = isAdmitted() ? missedSince(last, before) : List.of();
        if (gone || missed == null) {
            return Resumption.IMPOSSIBLE;
        }
        Connection old = connect(arrival.connection());
        if (old != null) {
            old.close(CloseCode.SESSION_TAKEN_OVER);
        }
        iceServers = arrival.iceServers();
        if (backlog != null && isAdmitted()) { // else the welcome is still to come
            arrival.connection().send(welcome(new Resumed(false, received), last));
            missed.forEach(arrival.connection()::send);
            acknowledge(backlog, last);
            signaling.listener().resumed();
        }
        return Resumption.DONE;
    }

    /// What the client has to be sent again; `null` if that is not known any more.
    @GuardedBy("this")
    private @Nullable List<WireText> missedSince(long last, Holder before) {
        return backlog == null || !before.equals(seat.holder()) ? null : backlog.newest(seq - last);
    }

    /// Sets the connection, which may be none.
    ///
    /// @return the one before
    @GuardedBy("this")
    private @Nullable Connection connect(@Nullable Connection next) {
        Connection old = connection;
        connection = next;
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
            place.empty();
        }
        return old;
    }

    @GuardedBy("this")
    private boolean isAdmitted() {
        return seq > 0;
    }

    /// Tells the client that it has its seat.
    synchronized void admitted(List<String> members) {
        others = List.copyOf(members);
        seq++;
        if (seat.afterGap()) {
            signaling.listener().gap();
        }
        if (connection != null) { // it may be lost already
            connection.send(welcome(seat.afterGap() ? new Resumed(true, received) : null, seq));
        }
    }

    /// Tells the client why it has no seat, and closes.
    synchronized void refuse(ServerMessage.Problem why, CloseCode code) {
        send(why);
        gone = true;
        if (connection != null) {
            connection.close(code);
        }
    }

    synchronized void joined(String member, int count) {
        var more = new ArrayList<String>(others);
        more.add(member);
        others = List.copyOf(more);
        send(new ServerMessage.UserJoined(member, count));
    }

    synchronized void memberLeft(String member, int count, Departure reason) {
        others = others.stream().filter(other -> !other.equals(member)).toList();
        send(new ServerMessage.UserLeft(member, count, reason));
    }

    synchronized void pass(String from, Payload payload) {
        seq++;
        deliver(payload.sentBy(from, seq));
    }

    synchronized void send(ServerMessage message) {
        if (message instanceof ServerMessage.Problem problem) {
            signaling.listener().told(problem.code());
        }
        seq++;
        deliver(MessageWriter.write(message, seq));
    }

    synchronized void refreshIceServers() {
        List<IceServer> servers = iceServers.serversFor(seat.room(), seat.holder().id());
        if (!servers.isEmpty()) {
            send(new ServerMessage.IceServers(servers));
        }
    }

    /// Hands a message that has its number to the connection, and keeps it until the client has it.
    @GuardedBy("this")
    private void deliver(WireText message) {
        if (backlog != null) {
            backlog.add(message);
        }
        if (connection != null) {
            connection.send(message);
        }
    }

    /// @param last the newest number that the client has, if it said so
    synchronized void pong(@Nullable Long last) {
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

    @GuardedBy("this")
    private void acknowledge(Backlog kept, long last) {
        acknowledged = Math.max(acknowledged, last);
        kept.keepNewest(seq - acknowledged);
    }

    @GuardedBy("this")
    private WireText welcome(@Nullable Resumed resumed, long number) {
        Session session = null;
        if (backlog != null) {
            session = new Session(issueToken(), signaling.limits().resumeWindow());
        }
        List<IceServer> servers = iceServers.serversFor(seat.room(), seat.holder().id());
        var welcome =
                new ServerMessage.Welcome(
                        seat.holder().id(), seat.room(), others, servers, session, resumed);
        return MessageWriter.write(welcome, number);
    }

    /// A token in place of one that is half spent.
    @GuardedBy("this")
    private @Nullable String freshToken() {
        Instant half = tokenIssued.plus(SessionTokens.LIFETIME.dividedBy(2));
        boolean due = backlog != null && !signaling.clock().instant().isBefore(half);
        return due ? issueToken() : null;
    }

    @GuardedBy("this")
    private String issueToken() {
        tokenIssued = signaling.clock().instant();
        return signaling.tokens().issue(seat.room(), seat.holder());
    }

    /// Keeps nothing any more. Called once the seat is free.
    void close() {
        place.close();
        if (backlog != null) {
            backlog.close();
        }
    }
}
