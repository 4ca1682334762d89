package dev.duologue.turn.stun;

/// The class of a STUN message, RFC 8489 section 5.
public enum StunClass {
    /// Asks for an answer.
    REQUEST(0x000),
    /// Asks for nothing and is never answered.
    INDICATION(0x010),
    /// The request was done.
    SUCCESS(0x100),
    /// The request was refused; ERROR-CODE says why.
    ERROR(0x110);

    private final int bits;

    StunClass(int bits) {
        this.bits = bits;
    }

    /// C1 and C0 at their places in the message type.
    int bits() {
        return bits;
    }

    /// The class named by a message type; each of the four values has one.
    static StunClass of(int messageType) {
        return switch (messageType & 0x110) {
            case 0x000 -> REQUEST;
            case 0x010 -> INDICATION;
            case 0x100 -> SUCCESS;
            default -> ERROR;
        };
    }
}
