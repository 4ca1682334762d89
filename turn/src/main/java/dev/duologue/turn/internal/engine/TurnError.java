package dev.duologue.turn.internal.engine;

import dev.duologue.turn.stun.ErrorCode;

/// The refusals that a client can cause, RFC 8489 section 14.8 and RFC 8656 section 19.
public enum TurnError {
    /// The request is malformed; to try again as it is will not help.
    BAD_REQUEST(400, "Bad Request"),
    /// Credentials are missing or wrong; REALM and NONCE come with it.
    UNAUTHORIZED(401, "Unauthorized"),
    /// The peer may not be reached.
    FORBIDDEN(403, "Forbidden"),
    /// An attribute that must be understood is not; UNKNOWN-ATTRIBUTES lists it.
    UNKNOWN_ATTRIBUTE(420, "Unknown Attribute"),
    /// There is no allocation, or already one.
    ALLOCATION_MISMATCH(437, "Allocation Mismatch"),
    /// The nonce is too old or another client's; a new one comes with it.
    STALE_NONCE(438, "Stale Nonce"),
    /// The server has no relayed addresses of the family.
    ADDRESS_FAMILY_NOT_SUPPORTED(440, "Address Family not Supported"),
    /// The user is not the one that made the allocation.
    WRONG_CREDENTIALS(441, "Wrong Credentials"),
    /// Only UDP is relayed.
    UNSUPPORTED_TRANSPORT(442, "Unsupported Transport Protocol"),
    /// The peer is of another family than the relayed address.
    PEER_FAMILY_MISMATCH(443, "Peer Address Family Mismatch"),
    /// The user, or the address it comes from, has as many allocations as it may have.
    ALLOCATION_QUOTA_REACHED(486, "Allocation Quota Reached"),
    /// The server has no port or no place left.
    INSUFFICIENT_CAPACITY(508, "Insufficient Capacity");

    private final int code;
    private final String reason;

    TurnError(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }

    /// The name in the registry.
    public String reason() {
        return reason;
    }

    /// As an attribute with the reason.
    ErrorCode attribute() {
        return new ErrorCode(code, reason);
    }

    /// As an attribute without the reason, for those who have not shown who they are: what is sent
    /// to an address that may be forged is to be small.
    ErrorCode shortAttribute() {
        return new ErrorCode(code, "");
    }
}
