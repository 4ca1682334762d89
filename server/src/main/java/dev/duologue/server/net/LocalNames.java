package dev.duologue.server.net;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What this computer is called, without asking the network.
public final class LocalNames {
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private LocalNames() {}

    /// Every address that is not this computer's alone, the one that a phone reaches first.
    public static List<InetAddress> networkAddresses() {
        return NetworkCards.ranked(NetworkCards.present(), NetworkCards.outgoing());
    }

    /// Addresses under which others can reach this computer, the best first: the same without those
    /// of bridges to containers and virtual machines.
    public static List<InetAddress> reachableAddresses() {
        return NetworkCards.reachable(NetworkCards.present(), NetworkCards.outgoing());
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
}
