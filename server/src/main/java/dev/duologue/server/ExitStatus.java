package dev.duologue.server;

/// What the program tells the shell when it ends.
enum ExitStatus {
    /// It did what was asked.
    OK(0),
    /// The machine does not let it: a port in use, a folder that cannot be written.
    CANNOT_START(1),
    /// An unknown command or option, or a value that breaks its rule.
    BAD_ARGUMENTS(2);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
