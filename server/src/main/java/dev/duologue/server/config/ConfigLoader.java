package dev.duologue.server.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Reads the settings: the command line over the environment over the file over the defaults.
public final class ConfigLoader {
    private final Values values = new Values();

    private ConfigLoader() {}

    /// Reads everything there is.
    ///
    /// @param arguments the command line after the command
    /// @throws ConfigException saying everything that is wrong
    public static ServerConfig load(List<String> arguments, Map<String, String> environment)
            throws ConfigException {
        return new ConfigLoader().read(arguments, environment);
    }

    private ServerConfig read(List<String> arguments, Map<String, String> environment)
            throws ConfigException {
        Map<Setting<?>, String> fromArguments = readArguments(arguments.iterator());
        Map<Setting<?>, String> fromEnvironment = readEnvironment(environment);
        values.putAll(fromEnvironment);
        values.putAll(fromArguments);
        Optional<Path> file = values.get(Settings.CONFIG); // which the two may have named
        if (file.isPresent()) {
            values.putAll(readFile(file.get()));
            values.putAll(fromEnvironment);
            values.putAll(fromArguments);
        }
        ServerConfig config = ServerConfig.from(values);
        values.check();
        return config;
    }

    private static Map<Setting<?>, String> readEnvironment(Map<String, String> environment) {
        Map<Setting<?>, String> found = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            String value = environment.get(setting.variable());
            if (value != null) {
                found.put(setting, value.strip());
            }
        }
        return found;
    }

    private Map<Setting<?>, String> readFile(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException _) {
            values.refuse(Settings.CONFIG);
        }
        Map<Setting<?>, String> found = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            find(name)
                    .ifPresentOrElse(
                            setting -> found.put(setting, properties.getProperty(name).strip()),
                            () ->
                                    values.problem(
                                            name
                                                    + " in "
                                                    + file
                                                    + ": is not a setting; see duologue --help"));
        }
        return found;
    }

    private Map<Setting<?>, String> readArguments(Iterator<String> arguments) {
        Map<Setting<?>, String> found = new HashMap<>();
        while (arguments.hasNext()) {
            String argument = arguments.next();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Optional<Setting<?>> option =
                    name.startsWith("--") ? find(name.substring(2)) : Optional.empty();
            if (option.isEmpty()) {
                values.problem(argument + ": is not an option; see duologue --help");
                continue;
            }
            String value =
                    equals < 0
                            ? valueAfter(option.get(), arguments)
                            : argument.substring(equals + 1);
            // Given again, a list grows; all else takes the last, so that a script can be
            // overruled.
            found.merge(
                    option.get(),
                    value.strip(),
                    (old, more) -> option.get().isList() ? old + "," + more : more);
        }
        return found;
    }

    private String valueAfter(Setting<?> option, Iterator<String> arguments) {
        if (option.isSwitch()) {
            return "true";
        }
        if (!arguments.hasNext()) {
            values.problem("--" + option.name() + ": must be followed by " + option.rule());
            return option.fallback();
        }
        return arguments.next();
    }

    private static Optional<Setting<?>> find(String name) {
        for (Setting<?> setting : Settings.ALL) {
            if (setting.name().equals(name)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}
