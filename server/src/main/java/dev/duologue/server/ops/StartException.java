package dev.duologue.server.ops;

/// The server cannot start on this machine as it is; the message is one sentence for the operator.
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Names what is wrong.
    public StartException(String message) {
        super(message, null, false, false);
    }
}
