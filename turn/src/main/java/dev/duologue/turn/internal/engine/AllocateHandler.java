package dev.duologue.turn.internal.engine;

import dev.duologue.turn.CredentialSource;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.AllocationRequest;
import dev.duologue.turn.internal.allocation.AllocationTable;
import dev.duologue.turn.internal.allocation.RelayedAddress;
import dev.duologue.turn.internal.allocation.Reservation;
import dev.duologue.turn.internal.engine.StunReply.Refusal;
import dev.duologue.turn.internal.engine.StunReply.Success;
import dev.duologue.turn.stun.AdditionalAddressFamily;
import dev.duologue.turn.stun.AddressErrorCode;
import dev.duologue.turn.stun.AddressFamily;
import dev.duologue.turn.stun.EvenPort;
import dev.duologue.turn.stun.Lifetime;
import dev.duologue.turn.stun.RequestedAddressFamily;
import dev.duologue.turn.stun.RequestedTransport;
import dev.duologue.turn.stun.ReservationToken;
import dev.duologue.turn.stun.StunAttribute;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.TransportAddress;
import dev.duologue.turn.stun.XorMappedAddress;
import dev.duologue.turn.stun.XorRelayedAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Receives Allocate requests, RFC 8656 section 7.2. The numbers in comments are its steps.
final class AllocateHandler implements MethodHandler {
    private static final int UDP = 17;

    private final TurnConfig config;
    private final CredentialSource credentials;
    private final AllocationTable table;
    private final AllocationEvents events;

    AllocateHandler(
            TurnConfig config,
            CredentialSource credentials,
            AllocationTable table,
            AllocationEvents events) {
        this.config = config;
        this.credentials = credentials;
        this.table = table;
        this.events = events;
    }

    @Override
    public StunReply handle(Request request, Identity identity) {
        Allocation existing = request.allocation();
        if (existing != null) { // 2
            boolean repeated =
                    existing.username().equals(identity.username())
                            && existing.transactionId().equals(request.message().transactionId());
            return repeated
                    ? success(request, existing, Optional.empty())
                    : Refusal.of(TurnError.ALLOCATION_MISMATCH);
        }
        Optional<TurnError> wrong = check(request.message());
        if (wrong.isPresent()) {
            return Refusal.of(wrong.get());
        }
        if (!table.admits(identity.username(), request.fiveTuple().client())) { // 10
            return Refusal.of(TurnError.ALLOCATION_QUOTA_REACHED);
        }
        if (!table.hasRoom()) {
            return Refusal.of(TurnError.INSUFFICIENT_CAPACITY);
        }
        // Asked before anything is opened: what it throws must not cost a socket.
        String room = credentials.room(identity.username());
        List<RelayedAddress> opened = new ArrayList<>(2);
        try {
            return open(new Opening(request, identity, room, opened));
        } catch (RuntimeException | Error e) {
            opened.forEach(table::release);
            throw e;
        }
    }

    /// An allocation that is being made.
    ///
    /// @param opened what it will have; belongs to nobody yet
    private record Opening(
            Request request, Identity identity, String room, List<RelayedAddress> opened) {
        RelayedAddress take(RelayedAddress relayed) {
            opened.add(relayed);
            return relayed;
        }
    }

    /// What can be said from the message alone.
    private static Optional<TurnError> check(StunMessage message) {
        Optional<RequestedTransport> transport = message.find(RequestedTransport.class);
        if (transport.isEmpty()) {
            return Optional.of(TurnError.BAD_REQUEST); // 3
        }
        if (transport.get().protocol() != UDP) {
            return Optional.of(TurnError.UNSUPPORTED_TRANSPORT); // 3
        }
        return combinations(message) ? families(message) : Optional.of(TurnError.BAD_REQUEST);
    }

    /// Whether the attributes may stand together.
    private static boolean combinations(StunMessage message) {
        boolean family = message.has(RequestedAddressFamily.class);
        boolean additional = message.has(AdditionalAddressFamily.class);
        Optional<EvenPort> even = message.find(EvenPort.class);
        if (message.has(ReservationToken.class)) {
            return even.isEmpty() && !family && !additional; // 5
        }
        boolean pair = even.isPresent() && even.get().reserveNext();
        return !additional || (!family && !pair); // 6 and 9
    }

    private static Optional<TurnError> families(StunMessage message) {
        Optional<AdditionalAddressFamily> additional = message.find(AdditionalAddressFamily.class);
        if (additional.isPresent() && additional.get().family() != AddressFamily.IPV6.number()) {
            return Optional.of(TurnError.BAD_REQUEST); // 7
        }
        Optional<RequestedAddressFamily> family = message.find(RequestedAddressFamily.class);
        if (family.isPresent()
                && family.get().family() != AddressFamily.IPV4.number()
                && family.get().family() != AddressFamily.IPV6.number()) {
            return Optional.of(TurnError.ADDRESS_FAMILY_NOT_SUPPORTED); // 6
        }
        return Optional.empty();
    }

    private StunReply open(Opening opening) {
        Request request = opening.request();
        StunMessage message = request.message();
        String username = opening.identity().username();
        Optional<ReservationToken> token = message.find(ReservationToken.class);
        if (token.isPresent()) { // 5
            return table.claim(token.get().token(), username, request.now())
                    .map(relayed -> added(opening, relayed, null))
                    .orElse(Refusal.of(TurnError.INSUFFICIENT_CAPACITY));
        }
        AddressFamily family =
                message.find(RequestedAddressFamily.class)
                        .filter(f -> f.family() == AddressFamily.IPV6.number())
                        .map(f -> AddressFamily.IPV6)
                        .orElse(AddressFamily.IPV4);
        Optional<TransportAddress> host = table.host(request.fiveTuple(), family);
        if (message.has(AdditionalAddressFamily.class)) {
            return openBoth(opening, host);
        }
        return host.map(address -> openOne(opening, address))
                .orElse(Refusal.of(TurnError.ADDRESS_FAMILY_NOT_SUPPORTED));
    }

    private StunReply openOne(Opening opening, TransportAddress host) {
        Request request = opening.request();
        Optional<EvenPort> even = request.message().find(EvenPort.class);
        if (even.isPresent() && even.get().reserveNext()) { // 8
            return table.openPair(host, opening.identity().username(), request.now())
                    .map(pair -> added(opening, pair.relayed(), pair.reservation()))
                    .orElse(Refusal.of(TurnError.INSUFFICIENT_CAPACITY));
        }
        return table.open(host, even.isPresent())
                .map(relayed -> added(opening, relayed, null))
                .orElse(Refusal.of(TurnError.INSUFFICIENT_CAPACITY));
    }

    /// Opens IPv4 and IPv6; one of them is enough for success, and then ADDRESS-ERROR-CODE says
    /// what became of the other.
    private StunReply openBoth(Opening opening, Optional<TransportAddress> ipv4) {
        Request request = opening.request();
        boolean even = request.message().has(EvenPort.class);
        Optional<TransportAddress> ipv6 = table.host(request.fiveTuple(), AddressFamily.IPV6);
        Optional<RelayedAddress> first =
                ipv4.flatMap(host -> table.open(host, even)).map(opening::take);
        Optional<RelayedAddress> second =
                ipv6.flatMap(host -> table.open(host, false)).map(opening::take);
        if (first.isEmpty() && second.isEmpty()) {
            return Refusal.of(failure(ipv4.isPresent() || ipv6.isPresent()));
        }
        Allocation allocation = add(opening, null);
        if (first.isEmpty()) {
            return success(
                    request, allocation, partly(AddressFamily.IPV4, failure(ipv4.isPresent())));
        }
        if (second.isEmpty()) {
            return success(
                    request, allocation, partly(AddressFamily.IPV6, failure(ipv6.isPresent())));
        }
        return success(request, allocation, Optional.empty());
    }

    private static TurnError failure(boolean familyKnown) {
        return familyKnown
                ? TurnError.INSUFFICIENT_CAPACITY
                : TurnError.ADDRESS_FAMILY_NOT_SUPPORTED;
    }

    private static Optional<StunAttribute> partly(AddressFamily family, TurnError error) {
        return Optional.of(new AddressErrorCode(family, error.code(), error.reason()));
    }

    private StunReply added(
            Opening opening, RelayedAddress relayed, @Nullable Reservation reservation) {
        opening.take(relayed);
        return success(opening.request(), add(opening, reservation), Optional.empty());
    }

    private Allocation add(Opening opening, @Nullable Reservation reservation) {
        Request request = opening.request();
        AllocationRequest made =
                new AllocationRequest(
                        opening.identity().username(),
                        opening.room(),
                        opening.identity().key(),
                        request.message().transactionId(),
                        reservation);
        long lifetime = RequestedLifetime.of(request.message(), config);
        Allocation allocation =
                table.add(
                        request.fiveTuple(),
                        made,
                        List.copyOf(opening.opened()),
                        request.now(),
                        lifetime);
        opening.opened().clear();
        events.allocated(allocation);
        return allocation;
    }

    private static StunReply success(
            Request request, Allocation allocation, Optional<StunAttribute> additional) {
        List<StunAttribute> attributes = new ArrayList<>(5);
        allocation
                .relayed()
                .forEach(relayed -> attributes.add(new XorRelayedAddress(relayed.address())));
        attributes.add(new Lifetime(allocation.remaining(request.now()) / 1000));
        Reservation reservation = allocation.reservation();
        if (reservation != null) {
            attributes.add(new ReservationToken(reservation.token()));
        }
        attributes.add(new XorMappedAddress(request.fiveTuple().client()));
        additional.ifPresent(attributes::add);
        return new Success(attributes);
    }
}
