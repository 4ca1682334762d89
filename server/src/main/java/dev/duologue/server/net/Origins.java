package dev.duologue.server.net;

import dev.duologue.server.config.PublicHost;
import dev.duologue.server.config.ServerConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Where others find this server: what invitations and the banner name.
public final class Origins {
    /// The cards of the computer are looked at no more often: it may have hundreds.
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final ServerConfig config;
    private final IntSupplier port;
    private final Supplier<List<InetAddress>> addresses;
    private final InstantSource clock;
    private volatile Known known = new Known(Instant.MIN, List.of(), Optional.empty());

    /// @param port that the server listens on, asked once somebody wants to know
    public Origins(ServerConfig config, IntSupplier port) {
        this(config, port, () -> reachable(config), InstantSource.system());
    }

    /// @param addresses that others can reach, the best first
    Origins(
            ServerConfig config,
            IntSupplier port,
            Supplier<List<InetAddress>> addresses,
            InstantSource clock) {
        this.config = config;
        this.port = port;
        this.addresses = addresses;
        this.clock = clock;
    }

    /// The addresses that others can reach, the best first; none where it listens to this computer
    /// alone.
    public static List<InetAddress> reachable(ServerConfig config) {
        return config.host()
                .filter(host -> !host.isAnyLocalAddress())
                .map(host -> host.isLoopbackAddress() ? List.<InetAddress>of() : List.of(host))
                .orElseGet(LocalNames::reachableAddresses);
    }

    /// The origin (RFC 6454) of the page at `host`; a port that its scheme implies is left out.
    ///
    /// @param host a name or an address as it stands in a URL
    public static String of(ServerConfig config, String host, int port) {
        String scheme = config.insecureHttp() ? "http" : "https";
        int implied = config.insecureHttp() ? 80 : 443;
        return scheme + "://" + host + (port == implied ? "" : ":" + port);
    }

    /// The origin that another person can open: under `--public-host`, else at the best address.
    ///
    /// @param used the port that the client used. Where it is not the one listened on, something
    ///   stands between, and this computer's own addresses may lead nowhere
    public Optional<String> elsewhere(int used) {
        int own = port.getAsInt();
        Optional<PublicHost> given = config.relay().publicHost();
        if (given.isPresent()) {
            return given.map(it -> of(config, it.name(), it.port().orElse(own)));
        }
        return current().addresses().stream()
                .findFirst()
                .filter(_ -> used == own)
                .map(address -> of(config, LocalNames.inUrl(address), own));
    }

    /// Every host name under which this server is known.
    ///
    /// @param all whether those of the network too, which are nobody else's business
    public List<String> hosts(boolean all) {
        List<String> hosts = new ArrayList<>();
        config.relay().publicHost().map(PublicHost::name).ifPresent(hosts::add);
        if (all) {
            Known now = current();
            now.addresses().stream().map(LocalNames::inUrl).forEach(hosts::add);
            now.name().ifPresent(name -> hosts.addAll(List.of(name, name + ".local")));
        }
        return hosts;
    }

    /// Whether browsers ask once before they trust the certificate.
    public boolean certificateIsSelfMade() {
        return config.tlsFiles().isEmpty();
    }

    /// Whether those pages go over TLS that [#elsewhere] names.
    public boolean isEncrypted() {
        return !config.insecureHttp();
    }

    private Known current() {
        Instant now = clock.instant();
        Known last = known;
        if (last.at().plus(KEPT).isBefore(now) || now.isBefore(last.at())) {
            last = new Known(now, List.copyOf(addresses.get()), LocalNames.hostName());
            known = last;
        }
        return last;
    }

    private record Known(Instant at, List<InetAddress> addresses, Optional<String> name) {}
}
