package dev.duologue.signaling.backplane;

import dev.duologue.signaling.protocol.Departure;
import dev.duologue.signaling.protocol.Payload;
import dev.duologue.signaling.protocol.RoomName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where rooms are: in this process, or shared between nodes. Knows who sits where and carries
/// messages between them; knows nothing of connections.
///
/// Calls may come on any thread and may return before they have taken effect; what came of them is
/// told to the [Subscriber]. Messages of one sender reach one receiver in the order of the calls.
public interface Backplane {
    /// Takes a seat in `room`, which comes into being with its first member.
    ///
    /// @param seats how many the room has in all
    void join(RoomName room, int seats, Subscriber member);

    /// Passes `payload` on to `target`, or to everybody else in the room where that is `null`.
    void publish(RoomName room, Subscriber sender, @Nullable String target, Payload payload);

    /// Gives the seat up. Nothing happens if the member has none.
    void leave(RoomName room, Subscriber member, Departure reason);

    /// One member of a room. Called on any thread, one call at a time; must not block, and must not
    /// call the backplane back.
    interface Subscriber {
        /// The member's id.
        String id();

        /// The seat is taken; comes before every other call.
        ///
        /// @param others the ids of the members that were there already
        void admitted(List<String> others);

        /// Every seat was taken; no other call follows.
        void refused();

        /// Somebody took a seat.
        ///
        /// @param count members there are now
        void joined(String member, int count);

        /// Somebody's seat is free again.
        ///
        /// @param count members there are now
        void left(String member, int count, Departure reason);

        /// Somebody sent a message.
        void message(String from, Payload payload);

        /// A message of this member's was for one that the room does not have, or for itself.
        void unreachable();
    }
}
