package dev.duologue.server.http;

import dev.duologue.server.config.AddressBlock;
import dev.duologue.server.net.RemoteClient;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What trusted proxies say of the client whose request they pass on: `Forwarded` (RFC 7239), or
/// `X-Forwarded-For`, `-Proto` and `-Host`. Nobody else is believed.
///
/// Each proxy appends the address that it was asked from, so only the last one of a list that is
/// not a trusted proxy's was not chosen by the client itself. Nothing before it is looked at.
public final class Forwarding {
    /// A node of RFC 7239 section 6, and the bare IPv6 addresses of X-Forwarded-For.
    private static final Pattern NODE =
            Pattern.compile(
                    "(?:([0-9.]+)|\\[([0-9a-fA-F:.]+)])(?::(?:([0-9]{1,5})|_[0-9A-Za-z._-]+))?"
                            + "|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)");

    /// A client that its proxy does not name.
    private static final Pattern HIDDEN =
            Pattern.compile("(?:unknown|_[0-9A-Za-z._-]+)(?::[0-9A-Za-z._-]+)?");

    /// Stands where an element names no client.
    private static final String NOBODY = "";

    private static final Set<String> ENCRYPTED = Set.of("https", "wss");
    private static final Set<String> PLAIN = Set.of("http", "ws");

    private final Set<AddressBlock> proxies;

    /// @param proxies whom to believe
    public Forwarding(Set<AddressBlock> proxies) {
        this.proxies = proxies;
    }

    /// The client that made a request; where a proxy names the host that this client asked for, it
    /// becomes the Host header of the request.
    ///
    /// @param hop who sent the request
    /// @throws ForwardedException if a trusted proxy says what cannot be understood, or two headers
    ///   disagree, of which one may be the client's own
    RemoteClient client(RemoteClient hop, HttpHeaders request) throws ForwardedException {
        if (!isTrusted(hop.address().getAddress())) {
            return hop;
        }
        Told standard = forwarded(hop, request);
        Told usual = usual(hop, request);
        if (standard.isNothing() && usual.isNothing()) {
            return hop;
        }
        InetSocketAddress address = agreed(standard.client(), usual.client(), "address");
        String proto = agreed(standard.proto(), usual.proto(), "protocol");
        String host = agreed(standard.host(), usual.host(), "host");
        if (host != null) {
            request.set(HttpHeaderNames.HOST, host);
        }
        return new RemoteClient(
                address == null ? hop.address() : address,
                proto == null ? hop.tls() : ENCRYPTED.contains(proto),
                RemoteClient.Via.HTTP_PROXY);
    }

    private boolean isTrusted(InetAddress address) {
        return AddressBlock.anyHolds(proxies, address);
    }

    /// What one kind of headers tells; `null` where it does not.
    private record Told(
            @Nullable InetSocketAddress client, @Nullable String proto, @Nullable String host) {
        boolean isNothing() {
            return client == null && proto == null && host == null;
        }
    }

    private Told forwarded(RemoteClient hop, HttpHeaders request) throws ForwardedException {
        var elements = ForwardedElements.parse(joined(request, "Forwarded"));
        List<String> nodes = elements.stream().map(it -> it.getOrDefault("for", NOBODY)).toList();
        int chosen = clientOf(hop, nodes, "Forwarded: for");
        return new Told(
                addressOf(hop, nodes, chosen, "Forwarded: for"),
                proto(nearest(elements, "proto", chosen), "Forwarded: proto"),
                host(nearest(elements, "host", chosen), "Forwarded: host"));
    }

    /// The value of a parameter in the client's element, or of the next proxy that names it.
    private static @Nullable String nearest(
            List<Map<String, String>> elements, String name, int chosen) {
        return elements.stream()
                .skip(chosen)
                .map(element -> element.get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Told usual(RemoteClient hop, HttpHeaders request) throws ForwardedException {
        List<String> nodes = list(request, "X-Forwarded-For");
        int chosen = clientOf(hop, nodes, "X-Forwarded-For");
        int fromEnd = Math.max(0, nodes.size() - 1 - chosen);
        return new Told(
                addressOf(hop, nodes, chosen, "X-Forwarded-For"),
                proto(at(list(request, "X-Forwarded-Proto"), fromEnd), "X-Forwarded-Proto"),
                host(at(list(request, "X-Forwarded-Host"), fromEnd), "X-Forwarded-Host"));
    }

    /// What the proxy appended that named the client; where proxies did not all append, the first.
    private static @Nullable String at(List<String> values, int fromEnd) {
        return values.isEmpty() ? null : values.get(Math.max(0, values.size() - 1 - fromEnd));
    }

    /// The index of the client: the last node that is not a trusted proxy, else the first.
    private int clientOf(RemoteClient hop, List<String> nodes, String header)
            throws ForwardedException {
        int chosen = nodes.size();
        InetAddress reporter = hop.address().getAddress();
        while (chosen > 0 && isTrusted(reporter)) {
            chosen--;
            InetSocketAddress node = node(nodes.get(chosen), header);
            if (node == null) {
                break;
            }
            reporter = node.getAddress();
        }
        return chosen;
    }

    /// The address of the client; of one that is hidden, the proxy that hides it stands for it.
    private static @Nullable InetSocketAddress addressOf(
            RemoteClient hop, List<String> nodes, int chosen, String header)
            throws ForwardedException {
        if (chosen == nodes.size() || nodes.get(chosen).equals(NOBODY)) {
            return null;
        }
        InetSocketAddress client = node(nodes.get(chosen), header);
        if (client != null) {
            return client;
        }
        return chosen + 1 < nodes.size() ? node(nodes.get(chosen + 1), header) : hop.address();
    }

    /// @return `null` for a client that is not named
    private static @Nullable InetSocketAddress node(String text, String header)
            throws ForwardedException {
        if (text.equals(NOBODY) || HIDDEN.matcher(text).matches()) {
            return null;
        }
        Matcher parts = NODE.matcher(text);
        if (parts.matches()) {
            String digits = parts.group(3) == null ? "0" : parts.group(3);
            int port = Integer.parseInt(digits);
            InetAddress address = address(firstOf(parts.group(1), parts.group(2), parts.group(4)));
            if (address != null && port <= 0xFFFF) {
                return new InetSocketAddress(address, port);
            }
        }
        throw new ForwardedException(
                header + " must name IP addresses, of which a trusted proxy sent the last");
    }

    private static @Nullable InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }

    private static String firstOf(@Nullable String... groups) {
        return Arrays.stream(groups).filter(Objects::nonNull).findFirst().orElse("");
    }

    private static @Nullable String proto(@Nullable String value, String header)
            throws ForwardedException {
        if (value == null) {
            return null;
        }
        String proto = value.toLowerCase(Locale.ROOT);
        if (ENCRYPTED.contains(proto)) {
            return "https";
        }
        if (PLAIN.contains(proto)) {
            return "http";
        }
        throw new ForwardedException(header + " must be http or https");
    }

    private static @Nullable String host(@Nullable String value, String header)
            throws ForwardedException {
        if (value != null && !Hosts.isValid(value)) {
            throw new ForwardedException(header + " must be a host and a port");
        }
        return value;
    }

    private static <T> @Nullable T agreed(@Nullable T standard, @Nullable T usual, String what)
            throws ForwardedException {
        if (standard == null || usual == null) {
            return standard == null ? usual : standard;
        }
        if (!same(standard, usual)) {
            throw new ForwardedException(
                    "Forwarded and X-Forwarded must name the same "
                            + what
                            + ": the proxy must remove the one that it does not set");
        }
        return standard;
    }

    /// Ports of clients are seldom told twice.
    private static boolean same(Object standard, Object usual) {
        if (standard instanceof InetSocketAddress one) {
            return usual instanceof InetSocketAddress other
                    && one.getAddress().equals(other.getAddress());
        }
        return standard.toString().equalsIgnoreCase(usual.toString());
    }

    private static List<String> list(HttpHeaders request, String name) {
        return Arrays.stream(joined(request, name).split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String joined(HttpHeaders request, String name) {
        return String.join(",", request.getAll(name));
    }
}
