package dev.duologue.turn.stun;

/// Says which field of a STUN message was wrong and how. Has no stack trace: it is an answer to
/// bytes from the network, not a bug here.
public final class StunDecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    /// An error in one field.
    ///
    /// @param field where it was wrong, such as `ERROR-CODE/class`
    /// @param problem how it was wrong
    StunDecodeException(String field, String problem) {
        super(field + ": " + problem, null, false, false);
        this.field = field;
    }

    /// The field that was wrong, such as `message/cookie` or `ERROR-CODE/class`.
    public String field() {
        return field;
    }
}
