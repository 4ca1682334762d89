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
import java.util.List;

/// One seat's life: what its client says, and what it is told.
///
/// What comes from the client ([#receive], [#refuse], [#left]) is called on one thread at a time;
/// what comes from the room on any. Each message to the client gets its number and is handed to the
/// connection under this object's lock, so that numbers and order agree. The lock is never held
/// while the room is called.
public final class Participant implements Backplane.Subscriber {
    private final RoomName room;
    private final String id;
    private final Connection connection;
    private final Signaling signaling;
    private final IceServerSource iceServers;
    private final MessageRate rate;
    private int badInARow;
    private long seq;

    Participant(
            RoomName room,
            String id,
            Connection connection,
            Signaling signaling,
            IceServerSource iceServers) {
        this.room = room;
        this.id = id;
        this.connection = connection;
        this.signaling = signaling;
        this.iceServers = iceServers;
        this.rate = new MessageRate(signaling.limits().messageRate(), signaling.nanoTime());
    }

    /// The room it is in, or was refused by.
    public RoomName room() {
        return room;
    }

    @Override
    public String id() {
        return id;
    }

    /// Acts on one text message of the client's.
    ///
    /// @param text valid UTF-8, not to be changed afterwards
    public void receive(byte[] text) {
        if (!rate.allows(signaling.nanoTime())) {
            int limit = signaling.limits().messageRate();
            refuse(
                    ErrorCode.RATE_LIMITED,
                    "more than " + limit + " messages a second: this one was dropped");
            return;
        }
        switch (MessageReader.read(text)) {
            case ClientMessage.Ping _ -> {
                badInARow = 0;
                pong();
            }
            case ClientMessage.Passed(var target, var payload) -> {
                badInARow = 0;
                signaling.backplane().publish(room, this, target, payload);
            }
            case ClientMessage.Refused(var code, var message) -> refuse(code, message);
        }
    }

    /// Answers a message that was bad, here or already as a frame; the tenth in a row is the last.
    public void refuse(ErrorCode code, String message) {
        send(new ServerMessage.Problem(code, message));
        badInARow++;
        if (badInARow >= SignalingLimits.MAX_BAD_IN_A_ROW) {
            send(
                    new ServerMessage.Problem(
                            ErrorCode.TOO_MANY_ERRORS,
                            "ten bad messages in a row, the last one: " + code.wire()));
            remove(CloseCode.TOO_MANY_ERRORS);
        }
    }

    /// Tells the client of servers with fresh credentials. Does nothing where there are no servers.
    public void refreshIceServers() {
        List<IceServer> servers = iceServers.serversFor(room, id);
        if (!servers.isEmpty()) {
            send(new ServerMessage.IceServers(servers));
        }
    }

    /// Gives the seat up, because the client closed or its connection broke.
    public void left(Departure reason) {
        signaling.backplane().leave(room, this, reason);
    }

    @Override
    public void admitted(List<String> others) {
        send(new ServerMessage.Welcome(id, room, others, iceServers.serversFor(room, id)));
    }

    @Override
    public void refused() {
        int seats = signaling.limits().roomSeats();
        send(
                new ServerMessage.Problem(
                        ErrorCode.ROOM_FULL, "all " + seats + " seats of this room are taken"));
        connection.close(CloseCode.ROOM_FULL);
    }

    @Override
    public void joined(String member, int count) {
        send(new ServerMessage.UserJoined(member, count));
    }

    @Override
    public void left(String member, int count, Departure reason) {
        send(new ServerMessage.UserLeft(member, count, reason));
    }

    @Override
    public synchronized void message(String from, Payload payload) {
        seq++;
        connection.send(payload.sentBy(from, seq));
    }

    @Override
    public void unreachable() {
        send(
                new ServerMessage.Problem(
                        ErrorCode.UNKNOWN_TARGET,
                        "target: must be the id of another member of this room; this one is not, or no longer"));
    }

    private void remove(CloseCode code) {
        signaling.backplane().leave(room, this, Departure.REMOVED);
        connection.close(code);
    }

    private synchronized void send(ServerMessage message) {
        seq++;
        connection.send(MessageWriter.write(message, seq));
    }

    private synchronized void pong() {
        connection.send(MessageWriter.write(new ServerMessage.Pong(), seq));
    }
}
