package dev.duologue.server.http;

/// A trusted proxy said something about its client that cannot be understood.
final class ForwardedException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param rule which header must be what
    ForwardedException(String rule) {
        super(rule, null, false, false); // stackless: a proxy that is set up wrongly sends many
    }

    /// What is answered to the client.
    String rule() {
        return String.valueOf(getMessage());
    }
}
