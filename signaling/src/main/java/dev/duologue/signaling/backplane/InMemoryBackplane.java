package dev.duologue.signaling.backplane;

import dev.duologue.signaling.protocol.Departure;
import dev.duologue.signaling.protocol.Payload;
import dev.duologue.signaling.protocol.RoomName;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rooms of this process alone. Calls take effect before they return.
public final class InMemoryBackplane implements Backplane {
    private final ConcurrentHashMap<RoomName, RoomMembers> rooms = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();

    /// No rooms yet.
    public InMemoryBackplane() {}

    @Override
    public void join(RoomName name, int seats, Subscriber member) {
        while (!rooms.computeIfAbsent(name, _ -> new RoomMembers(calls)).join(seats, member)) {
            // That room was emptied just now and is being taken off the map: try with its
            // successor.
            Thread.onSpinWait();
        }
    }

    @Override
    public void publish(
            RoomName name, Subscriber sender, @Nullable String target, Payload payload) {
        in(name, room -> room.publish(sender, target, payload));
    }

    @Override
    public void leave(RoomName name, Subscriber member, Departure reason) {
        in(
                name,
                room -> {
                    if (room.leave(member, reason)) {
                        rooms.remove(name, room);
                    }
                });
    }

    /// How many rooms have somebody in them.
    public int roomCount() {
        return rooms.size();
    }

    /// How many calls were set up: offers that another member accepted.
    public long callCount() {
        return calls.sum();
    }

    /// Whether somebody is in the room of this name, valid or not.
    public boolean isOccupied(String name) {
        return RoomName.isValid(name) && rooms.containsKey(new RoomName(name));
    }

    private void in(RoomName name, Consumer<RoomMembers> action) {
        RoomMembers room = rooms.get(name);
        if (room != null) {
            action.accept(room);
        }
    }
}
