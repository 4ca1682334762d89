package dev.duologue.turn.internal.allocation;

import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.IntegrityKey;
import dev.duologue.turn.stun.TransactionId;
import dev.duologue.turn.stun.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one client has on this server, RFC 8656 section 3.2: its relayed addresses, whom it permits
/// and its channels. Times are milliseconds of any clock that only goes forward. Guarded by whoever
/// guards its [AllocationTable].
public final class Allocation {
    private final FiveTuple fiveTuple;
    private final AllocationRequest request;
    private final Room room;
    private final List<Permission> permissions = new ArrayList<>(2);
    private final List<ChannelBinding> channels = new ArrayList<>(2);
    private @Nullable RelayedAddress ipv4;
    private @Nullable RelayedAddress ipv6;
    private long expiresAt;
    private long packets;
    private long bytes;

    /// The next allocation of the same client address over another link or server address.
    @Nullable Allocation next;

    Allocation(FiveTuple fiveTuple, AllocationRequest request, Room room) {
        this.fiveTuple = fiveTuple;
        this.request = request;
        this.room = room;
    }

    /// Whose it is.
    public FiveTuple fiveTuple() {
        return fiveTuple;
    }

    /// The user name that it was made with; all its requests must come with it (RFC 8656 section
    /// 5).
    public String username() {
        return request.username();
    }

    /// The key of that user, which stays valid as long as the allocation.
    public IntegrityKey key() {
        return request.key();
    }

    /// The transaction that made it: a retransmission of it is answered alike.
    public TransactionId transactionId() {
        return request.transactionId();
    }

    /// The token of the port that was kept with it, if one was asked for.
    public @Nullable Reservation reservation() {
        return request.reservation();
    }

    /// The relayed address of a family, if it has one.
    public @Nullable RelayedAddress relayed(AddressFamily family) {
        return family == AddressFamily.IPV4 ? ipv4 : ipv6;
    }

    /// All its relayed addresses, IPv4 first.
    public List<RelayedAddress> relayed() {
        List<RelayedAddress> both = new ArrayList<>(2);
        if (ipv4 != null) {
            both.add(ipv4);
        }
        if (ipv6 != null) {
            both.add(ipv6);
        }
        return both;
    }

    void relayed(AddressFamily family, @Nullable RelayedAddress address) {
        if (family == AddressFamily.IPV4) {
            ipv4 = address;
        } else {
            ipv6 = address;
        }
    }

    /// Whether both may speak to each other in closed mode.
    public boolean sameRoom(Allocation other) {
        return room == other.room;
    }

    Room room() {
        return room;
    }

    /// Milliseconds until it ends; 0 or less when it has.
    public long remaining(long now) {
        return expiresAt - now;
    }

    /// Lets it last from `now` on.
    ///
    /// @param lifetime milliseconds
    public void refresh(long now, long lifetime) {
        expiresAt = now + lifetime;
    }

    /// Counts data that was relayed for it.
    public void count(int size) {
        packets++;
        bytes += size;
    }

    /// Datagrams that it sent to peers.
    public long packets() {
        return packets;
    }

    /// Bytes of data that it sent to peers.
    public long bytes() {
        return bytes;
    }

    /// The live permission of an IP address, or `null`.
    public @Nullable Permission permission(long high, long low, long now) {
        Permission permission = permission(high, low);
        return permission == null || permission.expired(now) ? null : permission;
    }

    /// Whether one more permission is within `limit`; one that is there already always is.
    boolean canPermit(List<Peer> peers, long now, int limit) {
        permissions.removeIf(permission -> permission.expired(now));
        long added =
                peers.stream()
                        .map(peer -> peer.address().withPort(0))
                        .filter(peer -> permission(peer.high(), peer.low()) == null)
                        .distinct()
                        .count();
        return limit == 0 || permissions.size() + added <= limit;
    }

    /// Installs or refreshes a permission for 5 minutes (RFC 8656 section 9).
    void permit(Peer peer, long now) {
        TransportAddress address = peer.address();
        Permission permission = permission(address.high(), address.low());
        if (permission == null) {
            permission = new Permission(address.high(), address.low());
            permissions.add(permission);
        }
        permission.refresh(peer.outside(), now + Lifetimes.PERMISSION);
    }

    private @Nullable Permission permission(long high, long low) {
        for (int i = 0; i < permissions.size(); i++) {
            Permission permission = permissions.get(i);
            if (permission.low == low && permission.high == high) {
                return permission;
            }
        }
        return null;
    }

    /// The live channel of a number, or `null`.
    public @Nullable ChannelBinding channel(int number, long now) {
        for (int i = 0; i < channels.size(); i++) {
            ChannelBinding channel = channels.get(i);
            if (channel.number() == number) {
                return channel.expired(now) ? null : channel;
            }
        }
        return null;
    }

    /// The live channel to a peer, or `null`.
    public @Nullable ChannelBinding channelTo(long high, long low, int port, long now) {
        for (int i = 0; i < channels.size(); i++) {
            ChannelBinding channel = channels.get(i);
            TransportAddress peer = channel.peer();
            if (peer.port() == port && peer.low() == low && peer.high() == high) {
                return channel.expired(now) ? null : channel;
            }
        }
        return null;
    }

    /// Whether one more channel is within `limit`.
    boolean canBind(long now, int limit) {
        channels.removeIf(channel -> channel.expired(now));
        return !Limits.reached(channels.size(), limit);
    }

    /// Binds or refreshes a channel for 10 minutes and the permission of its peer for 5.
    void bind(int number, Peer peer, long now) {
        permit(peer, now);
        ChannelBinding channel = channel(number, now);
        if (channel == null) {
            channels.removeIf(old -> old.number() == number);
            channels.add(new ChannelBinding(number, peer.address(), now + Lifetimes.CHANNEL));
        } else {
            channel.refresh(now + Lifetimes.CHANNEL);
        }
    }

    /// Forgets what has run out.
    void prune(long now) {
        permissions.removeIf(permission -> permission.expired(now));
        channels.removeIf(channel -> channel.expired(now));
    }

    /// Permissions and channels that are kept, for tests.
    int kept() {
        return permissions.size() + channels.size();
    }
}
