package dev.duologue.server;

/// The command line.
public final class Main {
    private Main() {}

    /// Prints how the program is called.
    ///
    /// @param args not read yet
    public static void main(String[] args) {
        System.out.println(usage());
    }

    static String usage() {
        return "duologue serve [--port N] [--data-dir D]";
    }
}
