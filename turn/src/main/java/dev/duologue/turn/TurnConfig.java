package dev.duologue.turn;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/// The settings of a [TurnServer]. Immutable and checked; made by a [Builder], where each setting
/// is described.
public final class TurnConfig {
    private final String realm;
    private final RelayMode relayMode;
    private final PortRange relayPorts;
    private final List<InetAddress> publicAddresses;
    private final Duration defaultLifetime;
    private final Duration maxLifetime;
    private final Duration nonceLifetime;
    private final int allocationsPerUser;
    private final int allocationsPerAddress;
    private final int allocations;
    private final int permissionsPerAllocation;
    private final int channelsPerAllocation;
    private final int unauthenticatedRate;
    private final int maxRequestSize;
    private final Duration streamTimeout;
    private final int streamBacklog;
    private final boolean offerSha256;
    private final String software;
    private final boolean nativeUdp;

    private TurnConfig(Builder builder) {
        realm = builder.realm;
        relayMode = builder.relayMode;
        relayPorts = builder.relayPorts;
        publicAddresses = builder.publicAddresses;
        defaultLifetime = builder.defaultLifetime;
        maxLifetime = builder.maxLifetime;
        nonceLifetime = builder.nonceLifetime;
        allocationsPerUser = builder.allocationsPerUser;
        allocationsPerAddress = builder.allocationsPerAddress;
        allocations = builder.allocations;
        permissionsPerAllocation = builder.permissionsPerAllocation;
        channelsPerAllocation = builder.channelsPerAllocation;
        unauthenticatedRate = builder.unauthenticatedRate;
        maxRequestSize = builder.maxRequestSize;
        streamTimeout = builder.streamTimeout;
        streamBacklog = builder.streamBacklog;
        offerSha256 = builder.offerSha256;
        software = builder.software;
        nativeUdp = builder.nativeUdp;
    }

    /// All defaults.
    public static TurnConfig defaults() {
        return builder().build();
    }

    /// Begins with all defaults.
    public static Builder builder() {
        return new Builder();
    }

    /// A builder that begins with these settings.
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.realm = realm;
        builder.relayMode = relayMode;
        builder.relayPorts = relayPorts;
        builder.publicAddresses = publicAddresses;
        builder.defaultLifetime = defaultLifetime;
        builder.maxLifetime = maxLifetime;
        builder.nonceLifetime = nonceLifetime;
        builder.allocationsPerUser = allocationsPerUser;
        builder.allocationsPerAddress = allocationsPerAddress;
        builder.allocations = allocations;
        builder.permissionsPerAllocation = permissionsPerAllocation;
        builder.channelsPerAllocation = channelsPerAllocation;
        builder.unauthenticatedRate = unauthenticatedRate;
        builder.maxRequestSize = maxRequestSize;
        builder.streamTimeout = streamTimeout;
        builder.streamBacklog = streamBacklog;
        builder.offerSha256 = offerSha256;
        builder.software = software;
        builder.nativeUdp = nativeUdp;
        return builder;
    }

    /// See [Builder#realm].
    public String realm() {
        return realm;
    }

    /// See [Builder#relayMode].
    public RelayMode relayMode() {
        return relayMode;
    }

    /// See [Builder#relayPorts].
    public PortRange relayPorts() {
        return relayPorts;
    }

    /// See [Builder#publicAddresses].
    public List<InetAddress> publicAddresses() {
        return publicAddresses;
    }

    /// See [Builder#defaultLifetime].
    public Duration defaultLifetime() {
        return defaultLifetime;
    }

    /// See [Builder#maxLifetime].
    public Duration maxLifetime() {
        return maxLifetime;
    }

    /// See [Builder#nonceLifetime].
    public Duration nonceLifetime() {
        return nonceLifetime;
    }

    /// See [Builder#allocationsPerUser].
    public int allocationsPerUser() {
        return allocationsPerUser;
    }

    /// See [Builder#allocationsPerAddress].
    public int allocationsPerAddress() {
        return allocationsPerAddress;
    }

    /// See [Builder#allocations].
    public int allocations() {
        return allocations;
    }

    /// See [Builder#permissionsPerAllocation].
    public int permissionsPerAllocation() {
        return permissionsPerAllocation;
    }

    /// See [Builder#channelsPerAllocation].
    public int channelsPerAllocation() {
        return channelsPerAllocation;
    }

    /// See [Builder#unauthenticatedRate].
    public int unauthenticatedRate() {
        return unauthenticatedRate;
    }

    /// See [Builder#maxRequestSize].
    public int maxRequestSize() {
        return maxRequestSize;
    }

    /// See [Builder#streamTimeout].
    public Duration streamTimeout() {
        return streamTimeout;
    }

    /// See [Builder#streamBacklog].
    public int streamBacklog() {
        return streamBacklog;
    }

    /// See [Builder#offerSha256].
    public boolean offerSha256() {
        return offerSha256;
    }

    /// See [Builder#software].
    public String software() {
        return software;
    }

    /// See [Builder#nativeUdp].
    public boolean nativeUdp() {
        return nativeUdp;
    }

    /// Collects settings. Not thread-safe.
    public static final class Builder {
        private String realm = "duologue";
        private RelayMode relayMode = RelayMode.CLOSED;
        private PortRange relayPorts = PortRange.DYNAMIC;
        private List<InetAddress> publicAddresses = List.of();
        private Duration defaultLifetime = Duration.ofMinutes(10);
        private Duration maxLifetime = Duration.ofHours(1);
        private Duration nonceLifetime = Duration.ofHours(1);
        private int allocationsPerUser = 12;
        private int allocationsPerAddress = 4096;
        private int allocations = 0;
        private int permissionsPerAllocation = 128;
        private int channelsPerAllocation = 64;
        private int unauthenticatedRate = 300;
        private int maxRequestSize = 4096;
        private Duration streamTimeout = Duration.ofSeconds(30);
        private int streamBacklog = 262_144;
        private boolean offerSha256 = false;
        private String software = "";
        private boolean nativeUdp = true;

        private Builder() {}

        /// The domain that user names are valid in; named in every 401. Default: `duologue`.
        public Builder realm(String value) {
            realm = value;
            return this;
        }

        /// What stands behind relayed addresses. Default: closed.
        public Builder relayMode(RelayMode value) {
            relayMode = value;
            return this;
        }

        /// The ports that relayed addresses are given. Default: 49152-65535.
        public Builder relayPorts(PortRange value) {
            relayPorts = value;
            return this;
        }

        /// The IP addresses that relayed addresses are to have, at most one of each family. Where
        /// there is none: the address that the client asked. Default: none.
        public Builder publicAddresses(List<InetAddress> value) {
            publicAddresses = value;
            return this;
        }

        /// How long an allocation lasts that asks for nothing or for less. Default: 10 minutes.
        public Builder defaultLifetime(Duration value) {
            defaultLifetime = value;
            return this;
        }

        /// How long an allocation lasts at most before it is refreshed. Default: 1 hour.
        public Builder maxLifetime(Duration value) {
            maxLifetime = value;
            return this;
        }

        /// How long a nonce is valid. Default: 1 hour.
        public Builder nonceLifetime(Duration value) {
            nonceLifetime = value;
            return this;
        }

        /// Allocations of one user name; 0 is no limit. Default: 12.
        public Builder allocationsPerUser(int value) {
            allocationsPerUser = value;
            return this;
        }

        /// Allocations from one IPv4 address or IPv6 /64; 0 is no limit. Default: 4096.
        public Builder allocationsPerAddress(int value) {
            allocationsPerAddress = value;
            return this;
        }

        /// Allocations in all; 0 is no limit but the number of ports. Default: 0.
        public Builder allocations(int value) {
            allocations = value;
            return this;
        }

        /// Permissions of one allocation; 0 is no limit. Default: 128.
        public Builder permissionsPerAllocation(int value) {
            permissionsPerAllocation = value;
            return this;
        }

        /// Channels of one allocation; 0 is no limit. Default: 64.
        public Builder channelsPerAllocation(int value) {
            channelsPerAllocation = value;
            return this;
        }

        /// Answers per second to requests without valid credentials from one IPv4 /24 or IPv6 /56
        /// that is not loopback; 0 is no limit. Default: 300.
        public Builder unauthenticatedRate(int value) {
            unauthenticatedRate = value;
            return this;
        }

        /// Bytes of a request; a longer one is dropped. Default: 4096.
        public Builder maxRequestSize(int value) {
            maxRequestSize = value;
            return this;
        }

        /// How long a TCP or TLS connection may be without an allocation. Default: 30 seconds.
        public Builder streamTimeout(Duration value) {
            streamTimeout = value;
            return this;
        }

        /// Bytes that wait for a TCP or TLS client to read; more data is dropped. Default: 256 KiB.
        public Builder streamBacklog(int value) {
            streamBacklog = value;
            return this;
        }

        /// Whether a 401 offers SHA-256 beside MD5 (RFC 8489 section 9.2). No browser uses it, and
        /// it makes the answer 28 bytes longer. Default: false.
        public Builder offerSha256(boolean value) {
            offerSha256 = value;
            return this;
        }

        /// The value of SOFTWARE in answers; empty, as here, leaves it out, which makes answers
        /// shorter and tells attackers less. Default: empty.
        public Builder software(String value) {
            software = value;
            return this;
        }

        /// Whether UDP goes by system calls of our own where Linux has them, and not by Netty: it
        /// costs less, and one socket serves every address of the host. Default: yes.
        public Builder nativeUdp(boolean value) {
            nativeUdp = value;
            return this;
        }

        /// The settings.
        ///
        /// @throws IllegalArgumentException naming every setting that breaks its rule, one a line
        public TurnConfig build() {
            TurnConfig config = new TurnConfig(this);
            ConfigRules.check(config);
            return config;
        }
    }
}
