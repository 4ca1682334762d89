package dev.duologue.signaling.room;

import dev.duologue.signaling.protocol.Departure;

/// How a connection ended, and so what its client may do next.
public enum Ending {
    /// The client said goodbye.
    FAREWELL(Departure.LEFT),
    /// The browser closed it as it left the page, or put the page aside. Pages that are loaded anew
    /// or taken up again come back at once.
    GONE_AWAY(Departure.LEFT),
    /// It broke, or stopped answering.
    BROKEN(Departure.LOST),
    /// The server closed it after an error.
    REFUSED(Departure.REMOVED);

    private final Departure departure;

    Ending(Departure departure) {
        this.departure = departure;
    }

    /// What the others are told, once the client does not come back.
    Departure departure() {
        return departure;
    }
}
