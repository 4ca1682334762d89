package dev.duologue.server.config;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// To whom the program tells its metrics; to nobody where both are empty.
///
/// @param token who shows it is told over the port that everything shares
/// @param listen an address of the operator's own, where everybody is told
public record MetricsConfig(Optional<String> token, Optional<InetSocketAddress> listen) {
    private static final Pattern PLACE = Pattern.compile("\\[?([0-9a-fA-F:.]+?)]?:([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    /// Whether anybody is told.
    public boolean isOn() {
        return token.isPresent() || listen.isPresent();
    }

    /// Reads `address:port`.
    ///
    /// @throws IllegalArgumentException if it is not that
    static InetSocketAddress place(String text) {
        Matcher parts = PLACE.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > MAX_PORT) {
            throw new IllegalArgumentException("no address and port");
        }
        return new InetSocketAddress(
                AddressBlock.address(parts.group(1)), Integer.parseInt(parts.group(2)));
    }
}
