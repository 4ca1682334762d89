package dev.duologue.server.ops;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes one line of each event, whatever is in it: stack traces too, and text that a client sent.
/// Nothing that moves the cursor of a terminal, hides text or begins a line gets through.
final class LogLines extends Formatter {
    private final Form form;
    private final ZoneId zone;

    /// @param zone of the times in text; JSON has them in UTC
    LogLines(Form form, ZoneId zone) {
        this.form = form;
        this.zone = zone;
    }

    /// For whom the lines are.
    public enum Form {
        /// People.
        TEXT,
        /// Programs: one JSON object a line (RFC 8259).
        JSON
    }

    @Override
    public String format(LogRecord record) {
        return form == Form.TEXT ? text(record) : json(record);
    }

    private String text(LogRecord record) {
        var time =
                record.getInstant().atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS);
        String thrown = record.getThrown() == null ? "" : " | " + trace(record.getThrown(), " | ");
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
                + ' '
                + record.getLevel().getName()
                + ' '
                + harmless(message(record) + thrown)
                + System.lineSeparator();
    }

    private static String json(LogRecord record) {
        var line = new StringBuilder(256);
        line.append("{\"time\":\"")
                .append(record.getInstant().truncatedTo(ChronoUnit.MILLIS))
                .append("\",\"level\":\"")
                .append(level(record.getLevel()))
                .append("\",\"logger\":")
                .append(quoted(record.getLoggerName()))
                .append(",\"message\":")
                .append(quoted(message(record)));
        if (record.getThrown() != null) {
            line.append(",\"error\":").append(quoted(trace(record.getThrown(), "\n")));
        }
        return line.append("}\n").toString();
    }

    /// The words of `--log-level`.
    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        return level.intValue() >= Level.WARNING.intValue()
                ? "warning"
                : level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }

    private static String message(LogRecord record) {
        String message = String.valueOf(record.getMessage());
        Object[] parameters = record.getParameters();
        if (parameters == null || parameters.length == 0) {
            return message;
        }
        try {
            return new MessageFormat(message, Locale.ROOT).format(parameters);
        } catch (IllegalArgumentException _) { // braces that stand for themselves
            return message;
        }
    }

    private static String trace(Throwable thrown, String between) {
        var lines = new StringWriter();
        thrown.printStackTrace(new PrintWriter(lines));
        return lines.toString().lines().map(String::strip).collect(Collectors.joining(between));
    }

    private static String quoted(@Nullable String text) {
        var quoted = new StringBuilder("\"");
        String.valueOf(text)
                .codePoints()
                .forEach(each -> {
                    if (each == '"' || each == '\\') {
                        quoted.append('\\');
                    }
                    append(quoted, each);
                });
        return quoted.append('"').toString();
    }

    private static String harmless(String text) {
        var harmless = new StringBuilder(text.length());
        text.codePoints().forEach(each -> append(harmless, each));
        return harmless.toString();
    }

    /// What is harmful in a terminal is written as JSON has it.
    private static void append(StringBuilder line, int character) {
        if (isHarmless(character)) {
            line.appendCodePoint(character);
            return;
        }
        for (char unit : Character.toChars(character)) {
            line.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
    }

    /// Whether it is neither a control, nor one that reorders or hides what follows, nor half a
    /// character.
    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> true;
        };
    }
}
