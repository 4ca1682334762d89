package dev.duologue.signaling.protocol;

/// Why the server closes a connection: RFC 6455 section 7.4 below 4000, our own from there on.
/// `docs/protocol.md` says which ones a client retries.
public enum CloseCode {
    /// The client closed.
    NORMAL(1000),
    /// The server is shutting down; retried.
    GOING_AWAY(1001),
    /// The frames break RFC 6455.
    PROTOCOL_ERROR(1002),
    /// Text that is not UTF-8.
    NOT_UTF8(1007),
    /// A message that announces more than the server is ready to skip.
    TOO_BIG(1009),
    /// A bug in the server; retried.
    INTERNAL_ERROR(1011),
    /// Every seat of the room is taken.
    ROOM_FULL(4001),
    /// The room's name breaks the rule.
    BAD_ROOM(4002),
    /// Ten bad messages in a row.
    TOO_MANY_ERRORS(4003),
    /// More messages wait for the client than the limit allows; retried.
    SLOW_READER(4004),
    /// Two pings went unanswered; retried.
    PING_TIMEOUT(4005),
    /// Another connection came with the same session token.
    SESSION_TAKEN_OVER(4006),
    /// More frames in a second than the limit allows.
    TOO_MANY_FRAMES(4007);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /// The number in the Close frame.
    public int number() {
        return number;
    }
}
