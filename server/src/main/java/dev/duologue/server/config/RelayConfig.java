package dev.duologue.server.config;

import dev.duologue.signaling.protocol.IceServer;
import dev.duologue.turn.PortRange;
import dev.duologue.turn.RelayMode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the relay is told to do. `docs/config.md` describes each setting.
///
/// @param enabled whether there is a relay of our own at all
/// @param mode what stands behind relayed addresses
/// @param ports of relayed addresses
/// @param publicHost the name that clients are told; empty for the one that each of them used
/// @param publicIps the addresses that relayed addresses have; empty for the one that was asked
/// @param realm of the credentials
/// @param secret shared with other programs; empty to make one and keep it
/// @param credentialLifetime for how long new allocations can be made with a credential
/// @param others servers of others that clients are told besides ours
public record RelayConfig(
        boolean enabled,
        RelayMode mode,
        PortRange ports,
        Optional<PublicHost> publicHost,
        List<InetAddress> publicIps,
        String realm,
        Optional<String> secret,
        Duration credentialLifetime,
        Quotas quotas,
        List<IceServer> others) {
    /// Copies the lists.
    public RelayConfig {
        publicIps = List.copyOf(publicIps);
        others = List.copyOf(others);
    }

    /// Allocations that may live at once; 0 = no limit.
    ///
    /// @param perUser of one member
    /// @param perAddress from one IPv4 address or IPv6 /64
    /// @param total in all
    public record Quotas(int perUser, int perAddress, int total) {}

    /// Whether a relay of these settings is one of `other`; what clients are told may differ.
    boolean isServedAs(RelayConfig other) {
        return enabled == other.enabled
                && mode == other.mode
                && ports.equals(other.ports)
                && publicIps.equals(other.publicIps)
                && realm.equals(other.realm)
                && secret.equals(other.secret)
                && quotas.equals(other.quotas);
    }

    static RelayConfig from(Values values) {
        return new RelayConfig(
                !values.get(RelaySettings.NO_TURN),
                values.get(RelaySettings.RELAY),
                values.get(RelaySettings.RELAY_PORTS),
                values.get(RelaySettings.PUBLIC_HOST),
                values.get(RelaySettings.PUBLIC_IP),
                values.get(RelaySettings.REALM),
                values.get(RelaySettings.TURN_SECRET),
                values.get(RelaySettings.TURN_CREDENTIAL_LIFETIME),
                new Quotas(
                        values.get(RelaySettings.TURN_QUOTA),
                        values.get(RelaySettings.TURN_QUOTA_IP),
                        values.get(RelaySettings.TURN_QUOTA_TOTAL)),
                values.get(RelaySettings.ICE_SERVER));
    }
}
