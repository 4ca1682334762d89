package dev.duologue.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LogLinesTest {
    @Test
    void textHasATimeALevelAndWhatHappened() {
        assertThat(line(LogLines.Form.TEXT, record(Level.WARNING, "{0} of {1}", "one", "two")))
                .isEqualTo("2026-11-27T21:00:00 WARNING one of two" + System.lineSeparator());
    }

    @Test
    void jsonHasTheSameForPrograms() {
        assertThat(line(LogLines.Form.JSON, record(Level.FINE, "a \"quoted\" {0}", "\\ word")))
                .isEqualTo(
                        "{\"time\":\"2026-11-27T21:00:00.123Z\",\"level\":\"debug\","
                                + "\"logger\":\"dev.duologue.x\","
                                + "\"message\":\"a \\\"quoted\\\" \\\\ word\"}\n");
    }

    @ParameterizedTest
    @CsvSource({"SEVERE,error", "WARNING,warning", "INFO,info", "CONFIG,debug", "FINE,debug"})
    void levelsAreCalledAsInTheSettings(String level, String name) {
        assertThat(line(LogLines.Form.JSON, record(Level.parse(level), "x")))
                .contains("\"level\":\"" + name + "\"");
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatATerminalActsOnGetsThrough(LogLines.Form form) {
        String hostile = "\u001b[2J\u0007\r\nfake line\u009b31m\u202eevil\u2028\u200b\ud800\u0000";
        String line = line(form, record(Level.INFO, "name = {0}", hostile));
        assertThat(line.strip())
                .isNotEmpty()
                .matches("[\\x20-\\x7e]+")
                .contains("\\u001b[2J\\u0007\\u000d\\u000afake line\\u009b31m\\u202eevil");
        assertThat(line.lines()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMerelyForeignStays(LogLines.Form form) {
        assertThat(line(form, record(Level.INFO, "房间 é 😀"))).contains("房间 é 😀");
    }

    @ParameterizedTest
    @EnumSource
    void aStackTraceIsInTheSameLine(LogLines.Form form) {
        LogRecord record = record(Level.SEVERE, "failed");
        record.setThrown(new IllegalStateException("why\u001b", new RuntimeException("because")));
        String line = line(form, record);
        assertThat(line.lines()).hasSize(1);
        assertThat(line)
                .contains("IllegalStateException: why\\u001b", "at dev.duologue", "Caused by:");
    }

    @Test
    void bracesThatStandForThemselvesStay() {
        assertThat(line(LogLines.Form.TEXT, record(Level.INFO, "{\"a\":1}", "x")))
                .contains("INFO {\"a\":1}");
    }

    private static String line(LogLines.Form form, LogRecord record) {
        return new LogLines(form, ZoneOffset.UTC).format(record);
    }

    private static LogRecord record(Level level, String message, Object... parameters) {
        var record = new LogRecord(level, message);
        record.setLoggerName("dev.duologue.x");
        record.setInstant(Instant.parse("2026-11-27T21:00:00.123456Z"));
        record.setParameters(parameters);
        return record;
    }
}
