package dev.duologue.server.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The network cards of this computer, and which of their addresses a phone can reach.
final class NetworkCards {
    /// Bridges to containers and virtual machines: nobody outside this computer is on them.
    private static final Pattern BRIDGE =
            Pattern.compile(
                    "(?:br-|docker|podman|nerdctl|cni|cali|flannel|cilium|kube|weave|veth|virbr|vmnet|vboxnet"
                            + "|lxcbr|lxdbr|incusbr|bridge\\d).*");

    /// Private networks over the Internet, which a phone beside this computer need not be in.
    private static final Pattern TUNNEL =
            Pattern.compile("(?:tun|tap|utun|wg|ppp|ipsec|tailscale|zt|nordlynx).*");

    /// An address of RFC 5737. The socket only asks the routing table; nothing is sent.
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("198.51.100.1", 9);

    private NetworkCards() {}

    /// One card that is up.
    ///
    /// @param name of the operating system
    /// @param pointToPoint whether it has one peer instead of a network
    /// @param addresses without those that are good for nobody else
    record Card(String name, boolean pointToPoint, List<InetAddress> addresses) {
        boolean isBridge() {
            return BRIDGE.matcher(name).matches();
        }

        private boolean isTunnel() {
            return pointToPoint || TUNNEL.matcher(name).matches();
        }
    }

    /// Those that are up, loopback excepted.
    static List<Card> present() {
        List<Card> cards = new ArrayList<>();
        try {
            for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
                if (card.isUp() && !card.isLoopback()) {
                    cards.add(card(card));
                }
            }
        } catch (SocketException _) {
            return List.of(); // no network: loopback is left
        }
        return cards;
    }

    /// The address that this computer uses towards the Internet.
    static Optional<InetAddress> outgoing() {
        try (DatagramChannel socket = DatagramChannel.open()) {
            socket.connect(OUTSIDE);
            return socket.getLocalAddress() instanceof InetSocketAddress own
                    ? Optional.of(own.getAddress())
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // no route: the order of the system stays
        }
    }

    /// All addresses, the one that a phone most likely reaches first: of networks before tunnels
    /// and bridges, IPv4 before IPv6, then the one that `outgoing` names.
    static List<InetAddress> ranked(List<Card> cards, Optional<InetAddress> outgoing) {
        return cards.stream()
                .flatMap(card ->
                        card.addresses().stream()
                                .map(address -> new Place(card, address, outgoing)))
                .sorted(Comparator.comparingInt(Place::rank))
                .map(Place::address)
                .toList();
    }

    /// The same without bridges. A bridge that leads to the Internet is a network like any other.
    static List<InetAddress> reachable(List<Card> cards, Optional<InetAddress> outgoing) {
        return ranked(
                cards.stream()
                        .filter(card ->
                                !card.isBridge()
                                        || outgoing.filter(card.addresses()::contains).isPresent())
                        .toList(),
                outgoing);
    }

    private record Place(Card card, InetAddress address, Optional<InetAddress> outgoing) {
        int rank() {
            boolean first = outgoing.filter(address::equals).isPresent();
            int kind = card.isBridge() && !first ? 2 : card.isTunnel() ? 1 : 0;
            return kind * 4 + (address instanceof Inet4Address ? 0 : 2) + (first ? 0 : 1);
        }
    }

    private static Card card(NetworkInterface card) throws SocketException {
        return new Card(
                card.getName(),
                card.isPointToPoint(),
                card.inetAddresses()
                        .filter(NetworkCards::isOfUse)
                        .map(NetworkCards::withoutScope)
                        .toList());
    }

    private static boolean isOfUse(InetAddress address) {
        return !address.isLinkLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isMulticastAddress();
    }

    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (IOException impossible) { // the bytes are an address's
            return address;
        }
    }
}
