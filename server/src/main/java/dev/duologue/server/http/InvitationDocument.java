package dev.duologue.server.http;

import dev.duologue.server.net.Origins;
import dev.duologue.server.net.RemoteClient;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/invitation.json`, which `docs/page.md` describes: what the page cannot know by itself about
/// the addresses of this server.
final class InvitationDocument {
    private InvitationDocument() {}

    static Reply answer(RemoteClient peer, FullHttpRequest request, Origins origins) {
        InetAddress client = peer.address().getAddress();
        Optional<String> elsewhere =
                client.isLoopbackAddress() && isLoopback(Hosts.name(request))
                        ? origins.elsewhere(Hosts.port(request, peer.tls()))
                        : Optional.empty();
        String json =
                "{\"selfMade\":"
                        + (peer.tls() && peer.endsHere() && origins.certificateIsSelfMade())
                        + ",\"elsewhere\":"
                        + elsewhere.map(origin -> place(origin, origins)).orElse("null")
                        + ",\"hosts\":"
                        + array(origins.hosts(isNear(client)))
                        + "}\n";
        return new Reply(
                        HttpResponseStatus.OK,
                        "application/json",
                        json.getBytes(StandardCharsets.UTF_8))
                .with(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    /// Whether it is on this computer or in a private network (RFC 1918, RFC 4193).
    private static boolean isNear(InetAddress client) {
        byte[] address = client.getAddress();
        boolean uniqueLocal = address.length == 16 && (address[0] & 0xFE) == 0xFC;
        return client.isLoopbackAddress() || client.isSiteLocalAddress() || uniqueLocal;
    }

    private static String place(String origin, Origins origins) {
        boolean selfMade = origins.isEncrypted() && origins.certificateIsSelfMade();
        return "{\"origin\":\"" + origin + "\",\"selfMade\":" + selfMade + "}";
    }

    /// Names that are no hosts, as an odd name of the computer, are left out.
    private static String array(List<String> hosts) {
        return hosts.stream()
                .filter(Hosts::isValid)
                .map(host -> '"' + host + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.")
                || List.of("[::1]", "[::]", "0.0.0.0").contains(name);
    }
}
