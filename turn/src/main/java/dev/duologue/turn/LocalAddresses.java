package dev.duologue.turn;

import dev.duologue.turn.stun.TransportAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/// The addresses of this host, asked anew each time: they change, and permissions are rare.
final class LocalAddresses {
    private LocalAddresses() {}

    /// Whether an interface of this host has the address. Yes if the system does not say.
    static boolean contains(TransportAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address.toInetAddress()) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
