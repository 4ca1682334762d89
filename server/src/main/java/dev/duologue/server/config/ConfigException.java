package dev.duologue.server.config;

import java.util.List;

/// Settings that cannot be used; says all that is wrong at once.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /// One line for each problem: `option = value: must be …`.
    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems), null, false, false);
    }
}
