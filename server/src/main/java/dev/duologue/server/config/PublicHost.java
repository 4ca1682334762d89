package dev.duologue.server.config;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where clients find this server, if that is not where it listens.
///
/// @param name a host name or an address, as it stands in a URL
/// @param port the public one, TCP and UDP; empty if it is the same
public record PublicHost(String name, OptionalInt port) {
    private static final Pattern BARE_IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:.*");
    private static final Pattern PLACE =
            Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9a-fA-F:.]{2,45}])(?::([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;

    /// Reads `host` or `host:port`; an IPv6 address stands in brackets where a port follows.
    ///
    /// @throws IllegalArgumentException if it is neither
    static PublicHost parse(String text) {
        String place = BARE_IPV6.matcher(text).matches() ? "[" + text + "]" : text;
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no host");
        }
        if (parts.group(2) == null) {
            return new PublicHost(parts.group(1), OptionalInt.empty());
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("no port");
        }
        return new PublicHost(parts.group(1), OptionalInt.of(port));
    }
}
