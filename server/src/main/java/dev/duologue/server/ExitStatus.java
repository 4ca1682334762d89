package dev.duologue.server;

/// What the program tells the shell when it ends.
enum ExitStatus {
    /// It did what was asked.
    OK(0),
    /// The machine does not let it: a port in use, a folder that cannot be written.
    CANNOT_START(1),
    /// An unknown command or option, or a value that breaks its rule.
    BAD_ARGUMENTS(2),
    /// It cannot go on, such as for want of memory; the JVM ends with the same by itself.
    CANNOT_GO_ON(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
