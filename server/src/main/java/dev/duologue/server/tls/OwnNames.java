package dev.duologue.server.tls;

import dev.duologue.server.net.LocalNames;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The names and addresses under which this computer is opened.
final class OwnNames {
    /// More addresses than a computer has networks, and a certificate that fits into two packets.
    static final int MAX_ADDRESSES = 32;

    private static final Path KERNEL_ADDRESSES = Path.of("/proc/net/if_inet6");
    private static final int FLAGS_COLUMN = 4;
    private static final int TEMPORARY = 0x01; // IFA_F_TEMPORARY: RFC 8981, changes every day
    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    /// Constraints on names know no "this one alone": `dev` would allow every name under .dev.
    /// Every top-level domain in use is made of letters.
    private static final Pattern MAY_BE_TOP_LEVEL = Pattern.compile("[a-z]+|xn--.*");

    private OwnNames() {}

    /// Those that last and that others can reach: without temporary addresses and those of bridges.
    static Set<String> lasting() {
        Set<String> temporary = temporaryAddresses();
        return of(
                LocalNames.hostName(),
                LocalNames.reachableAddresses().stream()
                        .filter(address -> !temporary.contains(hex(address)))
                        .toList());
    }

    /// What a computer of this name and these addresses is called.
    static Set<String> of(Optional<String> hostName, List<InetAddress> addresses) {
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        hostName.map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> HOST_NAME.matcher(name).matches())
                .ifPresent(name -> {
                    if (!MAY_BE_TOP_LEVEL.matcher(name).matches()) {
                        names.add(name);
                    }
                    names.add(name.replaceFirst("\\..*", "") + ".local");
                });
        addresses.stream()
                .limit(MAX_ADDRESSES)
                .map(InetAddress::getHostAddress)
                .forEach(names::add);
        return names;
    }

    /// The temporary ones among the lines of Linux's table.
    static Set<String> temporary(List<String> table) {
        Set<String> found = new HashSet<>();
        for (String line : table) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > FLAGS_COLUMN
                    && (Integer.parseInt(columns[FLAGS_COLUMN], 16) & TEMPORARY) != 0) {
                found.add(columns[0]);
            }
        }
        return found;
    }

    /// The bytes of an address, which can be written in many ways, or else the name itself.
    static String canonical(String name) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        return address == null ? name : HexFormat.of().formatHex(address);
    }

    private static Set<String> temporaryAddresses() {
        try {
            return temporary(Files.readAllLines(KERNEL_ADDRESSES, StandardCharsets.US_ASCII));
        } catch (IOException | NumberFormatException _) { // no IPv6, or not Linux
            return Set.of();
        }
    }

    private static String hex(InetAddress address) {
        return HexFormat.of().formatHex(address.getAddress());
    }
}
