package dev.duologue.server.net;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What this computer is called, without asking the network.
public final class LocalNames {
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private LocalNames() {}

    /// Addresses under which others can reach this computer, IPv4 first.
    public static List<InetAddress> networkAddresses() {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
                if (card.isUp() && !card.isLoopback()) {
                    card.inetAddresses()
                            .filter(LocalNames::isReachable)
                            .map(LocalNames::withoutScope)
                            .forEach(found::add);
                }
            }
        } catch (SocketException _) {
            return List.of(); // no network: loopback is left
        }
        found.sort(Comparator.comparingInt(address -> address instanceof Inet4Address ? 0 : 1));
        return found;
    }

    /// The host name, if it can be told.
    public static Optional<String> hostName() {
        try {
            return Optional.of(Files.readString(KERNEL_HOST_NAME).strip())
                    .filter(name -> !name.isEmpty());
        } catch (IOException _) { // not Linux
            return Optional.ofNullable(System.getenv("COMPUTERNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")));
        }
    }

    /// An address as it stands in a URL.
    public static String inUrl(InetAddress address) {
        String text = NetUtil.toAddressString(address);
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    private static boolean isReachable(InetAddress address) {
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
