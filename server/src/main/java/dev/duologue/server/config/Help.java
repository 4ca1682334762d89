package dev.duologue.server.config;

/// The text of `--help`.
public final class Help {
    private static final String HEAD =
            """
            Private one-to-one video calls from one process on one port.

            Usage:
              duologue serve [options]   serve until stopped (Ctrl-C or SIGTERM)
              duologue turn [options]    the relay alone, for other programs
              duologue doctor [options]  say what keeps others from reaching a server with these options
              duologue --help            this text
              duologue --version         the version

            ./duologue also takes --max-memory SIZE: memory of the whole process, such as 512m.

            Options; each also as environment variable, such as DUOLOGUE_PORT, and in a file (--config):
            """;
    private static final int COLUMN = 28;

    private Help() {}

    /// All commands and options, each with its default.
    public static String text() {
        var text = new StringBuilder(HEAD);
        for (Setting<?> setting : Settings.ALL) {
            String option =
                    "  --" + setting.name() + (setting.isSwitch() ? "" : " " + setting.value());
            text.append(option)
                    .append(" ".repeat(Math.max(2, COLUMN - option.length())))
                    .append(setting.help());
            if (!setting.fallback().isEmpty() && !setting.isSwitch()) {
                text.append(" (").append(setting.fallback()).append(')');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
