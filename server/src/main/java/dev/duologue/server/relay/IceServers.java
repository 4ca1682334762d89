package dev.duologue.server.relay;

import dev.duologue.server.config.PublicHost;
import dev.duologue.server.config.RelayConfig;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.signaling.protocol.IceServer;
import dev.duologue.signaling.room.IceServerSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/// Which STUN and TURN servers members are told to use: ours under the name that the member itself
/// used, so that it works by name, by address and on this computer with nothing set.
public final class IceServers {
    private final RelayConfig config;
    private final boolean trustedTls;
    private final Optional<Relay> relay;
    private final IntSupplier port;
    private final InstantSource clock = InstantSource.system();

    /// @param relay ours, if there is one
    /// @param port the one that everything shares, asked once somebody is there to be told
    public IceServers(ServerConfig config, Optional<Relay> relay, IntSupplier port) {
        this.config = config.relay();
        // Browsers take TURN over TLS only under a certificate that they trust without asking.
        this.trustedTls = config.tlsFiles().isPresent();
        this.relay = relay;
        this.port = port;
    }

    /// The servers for members who opened the page at `host`.
    ///
    /// @param host a name or an address as it stands in a URL, without a port
    /// @param reached the port by which they reached this program; none if something may stand
    ///   between that passes only pages on
    public IceServerSource under(String host, OptionalInt reached) {
        String name = config.publicHost().map(PublicHost::name).orElse(host);
        // What was reached says nothing about a host of another name.
        OptionalInt seen = name.equalsIgnoreCase(host) ? reached : OptionalInt.empty();
        OptionalInt given = config.publicHost().map(PublicHost::port).orElse(OptionalInt.empty());
        String at = name + ":" + given.orElseGet(() -> seen.orElseGet(port));
        return (room, member) -> {
            List<IceServer> servers = new ArrayList<>();
            relay.ifPresent(own -> {
                Instant expiry = clock.instant().plus(config.credentialLifetime());
                var credential = own.credentials().issue(room.value(), member, expiry);
                servers.add(new IceServer(List.of("stun:" + at), null, null));
                servers.add(
                        new IceServer(turnUrls(at), credential.username(), credential.password()));
            });
            servers.addAll(config.others());
            return servers;
        };
    }

    private List<String> turnUrls(String at) {
        List<String> urls = new ArrayList<>();
        urls.add("turn:" + at + "?transport=udp");
        urls.add("turn:" + at + "?transport=tcp");
        if (trustedTls) {
            urls.add("turns:" + at + "?transport=tcp");
        }
        return urls;
    }
}
