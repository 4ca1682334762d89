package dev.duologue.signaling.room;

import dev.duologue.signaling.backplane.Backplane;
import dev.duologue.signaling.protocol.CloseCode;
import dev.duologue.signaling.protocol.ErrorCode;
import dev.duologue.signaling.protocol.MessageWriter;
import dev.duologue.signaling.protocol.RoomName;
import dev.duologue.signaling.protocol.ServerMessage;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Signalling as `docs/protocol.md` describes it: gives connections seats in rooms.
public final class Signaling {
    private static final int ID_BYTES = 8;

    private final SignalingLimits limits;
    private final Backplane backplane;
    private final LongSupplier nanoTime;
    private final SecureRandom random = new SecureRandom();

    /// @param nanoTime a clock that only ever goes forward, in nanoseconds from any origin
    public Signaling(SignalingLimits limits, Backplane backplane, LongSupplier nanoTime) {
        this.limits = limits;
        this.backplane = backplane;
        this.nanoTime = nanoTime;
    }

    /// Lets a new connection into `room`; it is told `welcome`, or why not and closed.
    ///
    /// @param room what the client asked for, unchecked
    /// @return the member, for what the connection receives; empty if the name of the room is bad
    public Optional<Participant> enter(
            Connection connection, String room, IceServerSource iceServers) {
        if (!RoomName.isValid(room)) {
            var problem =
                    new ServerMessage.Problem(ErrorCode.BAD_ROOM, "room: must be " + RoomName.RULE);
            connection.send(MessageWriter.write(problem, 1));
            connection.close(CloseCode.BAD_ROOM);
            return Optional.empty();
        }
        var participant =
                new Participant(new RoomName(room), newId(), connection, this, iceServers);
        backplane.join(participant.room(), limits.roomSeats(), participant);
        return Optional.of(participant);
    }

    SignalingLimits limits() {
        return limits;
    }

    Backplane backplane() {
        return backplane;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
