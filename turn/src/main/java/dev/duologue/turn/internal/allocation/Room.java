package dev.duologue.turn.internal.allocation;

/// The clients that may reach each other in closed mode. One object per name, so that packets are
/// checked by identity.
final class Room {
    final String name;
    int allocations;

    Room(String name) {
        this.name = name;
    }
}
