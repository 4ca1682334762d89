package dev.duologue.server.config;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was given for each setting, later sources over earlier ones, and all that is wrong with it.
final class Values {
    private final Map<String, String> given = new HashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    /// Takes what a source gave over what earlier sources did.
    void putAll(Map<Setting<?>, String> source) {
        source.forEach((setting, value) -> given.put(setting.name(), value));
    }

    /// Notes a problem that is not the value of a setting.
    void problem(String text) {
        problems.add(text);
    }

    /// Notes that what was given for `setting` breaks its rule.
    void refuse(Setting<?> setting) {
        problems.add(setting.name() + " = " + text(setting) + ": must be " + setting.rule());
    }

    /// The value of a setting; where it breaks the rule, that is noted and the default stands in.
    <T> T get(Setting<T> setting) {
        try {
            return setting.parser().apply(text(setting));
        } catch (IllegalArgumentException _) {
            refuse(setting);
            return setting.parser().apply(setting.fallback());
        }
    }

    /// @throws ConfigException if anything was noted
    void check() throws ConfigException {
        if (!problems.isEmpty()) {
            throw new ConfigException(List.copyOf(problems));
        }
    }

    private String text(Setting<?> setting) {
        return given.getOrDefault(setting.name(), setting.fallback());
    }
}
