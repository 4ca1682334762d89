package dev.duologue.server.config;

import java.util.Locale;
import java.util.function.Function;

/// One setting: what it is called, what it may be, and what it is where nobody says.
///
/// @param name in kebab-case: `--name` on the command line, `name = …` in a file
/// @param value what stands for the value in the help, such as `N`; empty for a switch, which is on
///   when it is named
/// @param fallback the default, as it would be written
/// @param rule what a value must be, after "must be"
/// @param help one line for people
/// @param parser from text to value; an [IllegalArgumentException] says that the rule is broken
record Setting<T>(
        String name,
        String value,
        String fallback,
        String rule,
        String help,
        Function<String, T> parser) {

    /// Its name in the environment.
    String variable() {
        return "DUOLOGUE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// Whether it takes several values, with commas or given again.
    boolean isList() {
        return rule.endsWith("with commas");
    }

    /// Whether it stands alone on the command line.
    boolean isSwitch() {
        return value.isEmpty();
    }
}
