package dev.duologue.signaling.backplane;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.duologue.signaling.backplane.Backplane.Subscriber;
import dev.duologue.signaling.protocol.Departure;
import dev.duologue.signaling.protocol.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One room's members. Its lock is held while they are told what happened, so that all of them hear
/// the same things in the same order.
final class RoomMembers {
    @GuardedBy("this")
    private final List<Subscriber> members = new ArrayList<>(2);

    @GuardedBy("this")
    private boolean closed;

    /// The call that was accepted last, while it lasts.
    @GuardedBy("this")
    private @Nullable String call;

    private final LongAdder calls;

    /// @param calls counts the calls that are set up
    RoomMembers(LongAdder calls) {
        this.calls = calls;
    }

    /// Takes a seat, if one is free.
    ///
    /// @return false if the room was emptied and must not be used any more
    synchronized boolean join(int seats, Subscriber newcomer) {
        if (closed) {
            return false;
        }
        if (members.size() >= seats) {
            newcomer.refused();
            return true;
        }
        newcomer.admitted(members.stream().map(Subscriber::id).toList());
        members.add(newcomer);
        for (Subscriber member : members) {
            if (!member.equals(newcomer)) {
                member.joined(newcomer.id(), members.size());
            }
        }
        return true;
    }

    synchronized void publish(Subscriber sender, @Nullable String target, Payload payload) {
        if (!members.contains(sender)) {
            return; // it has left, or never got a seat
        }
        boolean reached = target == null;
        for (Subscriber member : members) {
            if (!member.equals(sender) && (target == null || target.equals(member.id()))) {
                member.message(sender.id(), payload);
                reached = true;
            }
        }
        if (!reached) {
            sender.unreachable();
        } else {
            follow(sender, payload);
        }
    }

    /// A call is set up with its first answer; those that follow renew its connection. One that has
    /// no name is known by who accepted it.
    @GuardedBy("this")
    private void follow(Subscriber sender, Payload payload) {
        switch (payload.step()) {
            case Payload.Step.Accepts(var name) -> {
                String accepted = name == null ? sender.id() : name;
                if (!accepted.equals(call)) {
                    call = accepted;
                    calls.increment();
                }
            }
            case Payload.Step.Ends _ -> call = null;
            case Payload.Step.Other _ -> {}
        }
    }

    /// Gives a seat up.
    ///
    /// @return true if nobody is left, and the room is not to be used any more
    synchronized boolean leave(Subscriber leaver, Departure reason) {
        if (!members.remove(leaver)) {
            return false;
        }
        for (Subscriber member : members) {
            member.left(leaver.id(), members.size(), reason);
        }
        closed = members.isEmpty();
        return closed;
    }
}
