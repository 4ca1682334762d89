package dev.duologue.server.config;

import dev.duologue.signaling.protocol.IceServer;
import dev.duologue.turn.PortRange;
import dev.duologue.turn.RelayMode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings of STUN and TURN, as [Settings] holds all others.
final class RelaySettings {
    static final Setting<Boolean> NO_TURN =
            new Setting<>(
                    "no-turn",
                    "",
                    "false",
                    "true or false",
                    "no STUN and TURN of our own; with ice-server, those servers take their place",
                    Parsers::bool);
    static final Setting<RelayMode> RELAY =
            new Setting<>(
                    "relay",
                    "MODE",
                    "closed",
                    "closed or open",
                    "closed reaches only members of the same room; open is RFC 8656 with sockets,"
                            + " for other programs",
                    text -> RelayMode.valueOf(text.toUpperCase(Locale.ROOT)));
    static final Setting<PortRange> RELAY_PORTS =
            new Setting<>(
                    "relay-ports",
                    "FROM-TO",
                    PortRange.DYNAMIC.toString(),
                    "two ports from 1024 to 65535, such as 49152-65535",
                    "ports of relayed addresses; only open needs them to be reachable",
                    PortRange::parse);
    static final Setting<Optional<PublicHost>> PUBLIC_HOST =
            new Setting<>(
                    "public-host",
                    "HOST",
                    "",
                    "a host name or an IP address, and :port if that is another one",
                    "where clients find this server; otherwise the host and port that they opened the"
                            + " page with",
                    text -> Parsers.optional(text, PublicHost::parse));
    static final Setting<List<InetAddress>> PUBLIC_IP =
            Parsers.listOf(
                    "public-ip",
                    "ADDRESS",
                    "an IPv4 address, an IPv6 address or both, with commas",
                    "addresses of relayed addresses, for a host behind the NAT of a cloud",
                    AddressBlock::address);
    static final Setting<String> REALM =
            new Setting<>(
                    "realm",
                    "NAME",
                    "duologue",
                    "1 to 127 characters",
                    "the realm of TURN credentials",
                    Parsers::realm);
    static final Setting<Optional<String>> TURN_SECRET =
            new Setting<>(
                    "turn-secret",
                    "TEXT",
                    "",
                    "16 characters or more",
                    "secret of TURN credentials, to share it with other programs; otherwise one is"
                            + " made and kept",
                    text -> Parsers.optional(text, Parsers::secret));
    static final Setting<Duration> TURN_CREDENTIAL_LIFETIME =
            Parsers.duration(
                    "turn-credential-lifetime",
                    "12h",
                    "2s",
                    "999h",
                    "new allocations can be made with a credential for this long; running ones are"
                            + " never cut");
    static final Setting<Integer> TURN_QUOTA =
            Parsers.number("turn-quota", 12, 0, 100_000, "allocations of one member; 0 = no limit");
    static final Setting<Integer> TURN_QUOTA_IP =
            Parsers.number(
                    "turn-quota-ip",
                    1024,
                    0,
                    1_000_000,
                    "allocations from one IPv4 address or IPv6 /64; 0 = no limit");
    static final Setting<Integer> TURN_QUOTA_TOTAL =
            Parsers.number("turn-quota-total", 0, 0, 1_000_000, "allocations in all; 0 = no limit");
    static final Setting<List<IceServer>> ICE_SERVER =
            Parsers.listOf(
                    "ice-server",
                    "SERVER",
                    "a stun:, turn: or turns: URL, followed by |user|password where it needs them,"
                            + " or several with commas",
                    "a server of others that clients are told besides ours",
                    Parsers::iceServer);

    static final List<Setting<?>> ALL =
            List.of(
                    NO_TURN,
                    RELAY,
                    RELAY_PORTS,
                    PUBLIC_HOST,
                    PUBLIC_IP,
                    REALM,
                    TURN_SECRET,
                    TURN_CREDENTIAL_LIFETIME,
                    TURN_QUOTA,
                    TURN_QUOTA_IP,
                    TURN_QUOTA_TOTAL,
                    ICE_SERVER);

    private RelaySettings() {}
}
