package dev.duologue.signaling.room;

import dev.duologue.signaling.protocol.IceServer;
import dev.duologue.signaling.protocol.RoomName;
import java.util.List;

/// Which STUN and TURN servers a member is told to use.
@FunctionalInterface
public interface IceServerSource {
    /// The servers for one member, with credentials made for it and its room.
    List<IceServer> serversFor(RoomName room, String clientId);
}
