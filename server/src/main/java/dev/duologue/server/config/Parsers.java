package dev.duologue.server.config;

import dev.duologue.signaling.protocol.IceServer;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// From text to values. Each throws [IllegalArgumentException] where the text is none.
final class Parsers {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern ICE_URL =
            Pattern.compile("(stuns?|turns?):[^\\s?|,]+(\\?transport=(udp|tcp))?");
    private static final int MAX_REALM = 127;
    private static final int MIN_SECRET = 16;

    private static final Set<Level> LEVELS =
            EnumSet.of(Level.ERROR, Level.WARNING, Level.INFO, Level.DEBUG);

    private Parsers() {}

    static Setting<Integer> number(String name, int fallback, int min, int max, String help) {
        Function<String, Integer> parser =
                text -> {
                    int value = Integer.parseInt(text);
                    check(value >= min && value <= max);
                    return value;
                };
        String rule = "a whole number from " + min + " to " + max;
        return new Setting<>(name, "N", Integer.toString(fallback), rule, help, parser);
    }

    static Setting<Duration> duration(
            String name, String fallback, String min, String max, String help) {
        Function<String, Duration> parser =
                text -> {
                    Duration value = duration(text);
                    check(
                            value.compareTo(duration(min)) >= 0
                                    && value.compareTo(duration(max)) <= 0);
                    return value;
                };
        String rule = "a time from " + min + " to " + max + ", such as 500ms, 10s or 2m";
        return new Setting<>(name, "TIME", fallback, rule, help, parser);
    }

    /// A setting of several values.
    static <T> Setting<List<T>> listOf(
            String name, String value, String rule, String help, Function<String, T> parser) {
        return new Setting<>(name, value, "", rule, help, text -> list(text, parser));
    }

    static <T> Optional<T> optional(String text, Function<String, T> parser) {
        return text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
    }

    private static <T> List<T> list(String text, Function<String, T> parser) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(parser)
                .toList();
    }

    static Level logLevel(String text) {
        Level level = Level.valueOf(text.toUpperCase(Locale.ROOT));
        check(LEVELS.contains(level));
        return level;
    }

    static boolean isJson(String text) {
        check(text.equals("text") || text.equals("json"));
        return text.equals("json");
    }

    static Path page(String text) {
        check(Files.isRegularFile(Path.of(text, "index.html")));
        return Path.of(text);
    }

    static boolean bool(String text) {
        check(text.equals("true") || text.equals("false"));
        return text.equals("true");
    }

    static String origin(String text) {
        URI uri = URI.create(text.toLowerCase(Locale.ROOT));
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        check(web && uri.getHost() != null && uri.getRawUserInfo() == null);
        check(
                uri.getRawPath().isEmpty()
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null);
        return WebOrigin.canonical(uri.toString());
    }

    static String realm(String text) {
        check(!text.isBlank() && text.length() <= MAX_REALM);
        return text;
    }

    static String secret(String text) {
        check(text.length() >= MIN_SECRET);
        return text;
    }

    static IceServer iceServer(String text) {
        String[] parts = text.split("\\|", -1);
        check(parts.length == 1 || parts.length == 3);
        check(ICE_URL.matcher(parts[0]).matches());
        return new IceServer(
                List.of(parts[0]),
                parts.length == 3 ? parts[1] : null,
                parts.length == 3 ? parts[2] : null);
    }

    /// Where a user keeps data by default; empty where this user has no home directory. A relative
    /// path is none: the JDK says `?`, and the XDG base directories must be absolute.
    static String defaultDataDir(Map<String, String> environment, String userHome) {
        return Stream.of(
                        environment.getOrDefault("XDG_DATA_HOME", ""),
                        below(userHome, ".local/share"),
                        below(environment.getOrDefault("HOME", ""), ".local/share"))
                .filter(Parsers::isAbsolute)
                .findFirst()
                .map(base -> below(base, "duologue"))
                .orElse("");
    }

    private static String below(String folder, String name) {
        return folder.isEmpty() ? "" : folder + (folder.endsWith("/") ? "" : "/") + name;
    }

    private static boolean isAbsolute(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException _) { // letters that this locale has not
            return false;
        }
    }

    private static Duration duration(String text) {
        if (text.equals("0")) { // of whatever
            return Duration.ZERO;
        }
        Matcher parts = DURATION.matcher(text);
        check(parts.matches());
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("the rule of the setting is broken");
        }
    }
}
