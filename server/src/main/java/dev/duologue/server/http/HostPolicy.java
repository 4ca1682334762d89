package dev.duologue.server.http;

import dev.duologue.server.config.AddressBlock;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.net.LocalNames;
import dev.duologue.server.net.RemoteClient;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.NetUtil;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Which names a browser on this computer may use for the server. A page of any site can let its
/// own name resolve to loopback (DNS rebinding), and its requests are then of the same origin as
/// what it asks here: the Host header alone tells. An address cannot be rebound.
public final class HostPolicy {
    private final Set<String> names = new TreeSet<>();
    private final Set<AddressBlock> proxies;
    private final boolean everyName;

    /// @param config its public host and allowed origins are names of ours; with plain http for
    ///   everybody a proxy of this computer brings names that nobody here knows
    public HostPolicy(ServerConfig config) {
        everyName = config.insecureHttp();
        proxies = config.trustedProxies();
        names.add("localhost");
        LocalNames.hostName()
                .map(HostPolicy::canonical)
                .ifPresent(name -> {
                    names.add(name);
                    names.add(name + ".local");
                });
        config.relay().publicHost().map(place -> canonical(place.name())).ifPresent(names::add);
        config.allowedOrigins().stream()
                .map(origin -> canonical(URI.create(origin).getHost()))
                .forEach(names::add);
    }

    /// Whether a request may be answered.
    ///
    /// @param request with a Host header that is valid, or none
    boolean permits(RemoteClient peer, HttpRequest request) {
        boolean browser = peer.isDirectLoopback() && !peer.tls();
        if (everyName || !browser || AddressBlock.anyHolds(proxies, peer.address().getAddress())) {
            return true;
        }
        String name = canonical(Hosts.name(request));
        return names.contains(name) || name.endsWith(".localhost") || isAddress(name);
    }

    private static boolean isAddress(String name) {
        return name.startsWith("[") || NetUtil.isValidIpV4Address(name);
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
