package dev.duologue.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What settings must be like.
final class ConfigRules {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final List<String> problems = new ArrayList<>();

    private ConfigRules() {}

    /// @throws IllegalArgumentException naming every setting that breaks its rule
    static void check(TurnConfig config) {
        ConfigRules rules = new ConfigRules();
        rules.texts(config);
        rules.times(config);
        rules.counts(config);
        if (!rules.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", rules.problems));
        }
    }

    private void texts(TurnConfig config) {
        String realm = config.realm();
        boolean fits = !realm.isBlank() && realm.getBytes(UTF_8).length <= 127;
        rule(fits, "turn.realm", realm, "1 to 127 bytes, such as example.org");
        boolean shortName = config.software().getBytes(UTF_8).length <= 127;
        rule(shortName, "turn.software", config.software(), "at most 127 bytes");
        long ipv4 =
                config.publicAddresses().stream().filter(Inet4Address.class::isInstance).count();
        boolean one = ipv4 <= 1 && config.publicAddresses().size() - ipv4 <= 1;
        rule(one, "turn.public-ip", config.publicAddresses(), "one IPv4 and one IPv6 at most");
    }

    private void times(TurnConfig config) {
        Duration max = config.maxLifetime();
        between("turn.max-lifetime", max, Duration.ofMinutes(10), DAY);
        between("turn.default-lifetime", config.defaultLifetime(), MINUTE, max);
        between("turn.nonce-lifetime", config.nonceLifetime(), MINUTE, DAY);
        between("turn.stream-timeout", config.streamTimeout(), SECOND, Duration.ofHours(1));
    }

    private void between(String key, Duration value, Duration min, Duration max) {
        boolean inside = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
        rule(inside, key, value, min + " to " + max);
    }

    private void counts(TurnConfig config) {
        notNegative("turn.quota", config.allocationsPerUser());
        notNegative("turn.quota-per-ip", config.allocationsPerAddress());
        notNegative("turn.quota-total", config.allocations());
        notNegative("turn.permissions", config.permissionsPerAllocation());
        notNegative("turn.channels", config.channelsPerAllocation());
        notNegative("turn.unauthenticated-rate", config.unauthenticatedRate());
        between("turn.max-request-size", config.maxRequestSize(), 576, 65_535);
        between("turn.stream-backlog", config.streamBacklog(), 65_536, 1 << 30);
    }

    private void notNegative(String key, int value) {
        rule(value >= 0, key, value, "0 (no limit) or more");
    }

    private void between(String key, int value, int min, int max) {
        rule(value >= min && value <= max, key, value, min + " to " + max);
    }

    private void rule(boolean kept, String key, Object value, String rule) {
        if (!kept) {
            problems.add(key + " = " + value + ": must be " + rule);
        }
    }
}
