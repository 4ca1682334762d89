package dev.duologue.turn;

/// What stands behind relayed transport addresses.
public enum RelayMode {
    /// Nothing: they are virtual, and clients of the same room reach each other inside the process.
    /// No other address can be reached, so the relay cannot be abused to reach any.
    CLOSED,

    /// A UDP socket each, as RFC 8656 has it; a [PeerPolicy] says who may be reached.
    OPEN
}
