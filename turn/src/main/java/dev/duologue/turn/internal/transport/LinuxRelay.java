package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.engine.Packet;
import org.jspecify.annotations.Nullable;

/// The socket of one relayed address.
final class LinuxRelay implements PeerSocket {
    private static final int PMTU_DONT = 0;
    private static final int PMTU_DO = 2;

    final int fd;
    @Nullable Allocation owner;
    long closeAt;
    private final LinuxRelays relays;
    private final boolean ipv6;
    private boolean dontFragment;

    LinuxRelay(LinuxRelays relays, int fd, boolean ipv6) {
        this.relays = relays;
        this.fd = fd;
        this.ipv6 = ipv6;
        discover(PMTU_DONT);
    }

    @Override
    public void send(SendQueue out, Packet sent, Target to) {
        if (sent.dontFragment != dontFragment) {
            out.flush(); // what was taken before is to leave as it was meant
            dontFragment = sent.dontFragment;
            discover(dontFragment ? PMTU_DO : PMTU_DONT);
        }
        out.datagrams().add(fd, sent, to, false);
    }

    /// RFC 8656 section 14: the DF bit is set if, and only if, DONT-FRAGMENT asked for it.
    private void discover(int how) {
        int level = ipv6 ? LinuxCalls.IPPROTO_IPV6 : LinuxCalls.IPPROTO_IP;
        int option = ipv6 ? LinuxCalls.IPV6_MTU_DISCOVER : LinuxCalls.IP_MTU_DISCOVER;
        LinuxSocket.option(fd, level, option, how);
    }

    @Override
    public void close() {
        relays.retire(this);
    }
}
