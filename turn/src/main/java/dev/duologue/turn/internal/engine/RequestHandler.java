package dev.duologue.turn.internal.engine;

import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnStats.Drop;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.allocation.AllocationTable;
import dev.duologue.turn.internal.engine.Authenticator.Verdict;
import dev.duologue.turn.internal.engine.StunReply.Refusal;
import dev.duologue.turn.internal.engine.StunReply.Success;
import dev.duologue.turn.stun.Lifetime;
import dev.duologue.turn.stun.StunAttribute;
import dev.duologue.turn.stun.StunClass;
import dev.duologue.turn.stun.StunDecodeException;
import dev.duologue.turn.stun.StunHeader;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.StunMethod;
import dev.duologue.turn.stun.UnknownAttribute;
import dev.duologue.turn.stun.UnknownAttributes;
import dev.duologue.turn.stun.XorMappedAddress;
import io.netty.buffer.ByteBuf;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Receives requests (RFC 8489 section 6.3.1) and answers them in their own bytes. Answers to
/// clients that have not shown who they are are limited and small; nothing but requests is ever
/// answered.
final class RequestHandler {
    /// More unknown attributes than this are not listed in a 420.
    private static final int MAX_UNKNOWN_LISTED = 16;

    private static final Set<StunMethod> TURN_METHODS =
            Set.of(
                    StunMethod.ALLOCATE,
                    StunMethod.REFRESH,
                    StunMethod.CREATE_PERMISSION,
                    StunMethod.CHANNEL_BIND);

    private final TurnConfig config;
    private final InstantSource clock;
    private final AllocationTable table;
    private final TurnCounters counters;
    private final AllocationEvents events;
    private final Authenticator authenticator;
    private final ReplyLimiter bindings;
    private final ReplyLimiter refusals;
    private final ReplyWriter writer;
    private final Methods methods;

    /// The handlers of the methods that need credentials.
    record Methods(
            AllocateHandler allocate,
            RefreshHandler refresh,
            CreatePermissionHandler createPermission,
            ChannelBindHandler channelBind) {}

    RequestHandler(ServerState state, Authenticator authenticator, Methods methods) {
        this.config = state.config();
        this.clock = state.clock();
        this.table = state.table();
        this.counters = state.counters();
        this.events = state.events();
        this.authenticator = authenticator;
        // Apart, so that Bindings under the forged address of a network cannot use up what its
        // members need to log in.
        this.bindings = new ReplyLimiter(config.unauthenticatedRate());
        this.refusals = new ReplyLimiter(config.unauthenticatedRate());
        this.writer = new ReplyWriter(config.software());
        this.methods = methods;
    }

    /// Reads a STUN message and leaves the answer in the packet, if there is one.
    void handle(Packet packet, long now) {
        if (packet.size() > config.maxRequestSize()) {
            counters.drop(Drop.TOO_BIG);
            return;
        }
        ByteBuf raw = packet.bytes.slice(packet.start, packet.size());
        try {
            StunHeader header = StunHeader.decode(raw.duplicate());
            if (!answerable(header)) {
                counters.drop(Drop.UNEXPECTED);
                return;
            }
            read(packet, raw, header, now);
        } catch (StunDecodeException e) {
            counters.drop(Drop.MALFORMED);
        }
    }

    private static boolean answerable(StunHeader header) {
        boolean known =
                header.method().equals(StunMethod.BINDING)
                        || TURN_METHODS.contains(header.method());
        return known && header.messageClass() == StunClass.REQUEST;
    }

    private void read(Packet packet, ByteBuf raw, StunHeader header, long now)
            throws StunDecodeException {
        if (header.length() != raw.readableBytes() - StunMessage.HEADER_SIZE) {
            counters.drop(Drop.MALFORMED);
            return;
        }
        StunMessage message;
        try {
            message = StunMessage.decode(raw.duplicate());
        } catch (StunDecodeException e) {
            StunMessage empty =
                    new StunMessage(
                            header.messageClass(),
                            header.method(),
                            header.transactionId(),
                            List.of());
            answerStranger(refusals, packet, request(packet, empty, now), badRequest());
            return;
        }
        Request request = request(packet, message, now);
        if (message.method().equals(StunMethod.BINDING)) {
            answerStranger(bindings, packet, request, binding(request));
            return;
        }
        switch (authenticator.authenticate(request, raw)) {
            case Verdict.Refused(Refusal refusal) ->
                    answerStranger(refusals, packet, request, refusal);
            case Verdict.Granted(Identity identity) -> {
                StunReply reply = act(request, identity);
                count(request, reply);
                writer.writeSigned(packet, request, reply, identity);
            }
        }
    }

    private Request request(Packet packet, StunMessage message, long now) {
        var tuple = packet.fiveTuple();
        Allocation allocation = table.find(tuple);
        if (allocation != null && allocation.remaining(now) <= 0) {
            allocation = null; // over, though not yet swept away
        }
        return new Request(message, tuple, allocation, now, clock.instant());
    }

    private static Refusal badRequest() {
        return Refusal.of(TurnError.BAD_REQUEST);
    }

    /// RFC 8489 section 12: Binding needs no credentials.
    private static StunReply binding(Request request) {
        return unknownAttributes(request.message())
                .orElse(Success.of(new XorMappedAddress(request.fiveTuple().client())));
    }

    /// Answers someone who has not shown who it is, if its prefix has not had too many answers.
    private void answerStranger(
            ReplyLimiter limiter, Packet packet, Request request, StunReply reply) {
        if (!limiter.admits(packet, request.now())) {
            counters.drop(Drop.RATE_LIMITED);
            return;
        }
        count(request, reply);
        writer.write(packet, request, reply);
    }

    private void count(Request request, StunReply reply) {
        switch (reply) {
            case Success _ -> counters.answered();
            case Refusal refusal -> events.refused(request, refusal.error());
        }
    }

    private StunReply act(Request request, Identity identity) {
        Optional<StunReply> unknown = unknownAttributes(request.message());
        if (unknown.isPresent()) {
            return unknown.get();
        }
        StunMethod method = request.message().method();
        if (method.equals(StunMethod.ALLOCATE)) {
            return methods.allocate().handle(request, identity);
        }
        Allocation allocation = request.allocation();
        if (allocation == null) {
            return withoutAllocation(request);
        }
        if (!allocation.username().equals(identity.username())) {
            return Refusal.of(TurnError.WRONG_CREDENTIALS); // RFC 8656 section 5
        }
        if (method.equals(StunMethod.REFRESH)) {
            return methods.refresh().handle(request, allocation);
        }
        return method.equals(StunMethod.CREATE_PERMISSION)
                ? methods.createPermission().handle(request, allocation)
                : methods.channelBind().handle(request, allocation);
    }

    /// 437, but for the retransmission of the Refresh that deleted the allocation.
    private StunReply withoutAllocation(Request request) {
        var deleted = table.deleted(request.fiveTuple(), request.now());
        boolean repeated =
                deleted != null
                        && deleted.transactionId().equals(request.message().transactionId());
        return repeated ? Success.of(new Lifetime(0)) : Refusal.of(TurnError.ALLOCATION_MISMATCH);
    }

    /// RFC 8489 section 6.3.1: 420 if an attribute must be understood and is not.
    private static Optional<StunReply> unknownAttributes(StunMessage message) {
        List<Integer> types =
                message.attributes().stream()
                        .filter(UnknownAttribute.class::isInstance)
                        .filter(StunAttribute::comprehensionRequired)
                        .map(StunAttribute::type)
                        .distinct()
                        .limit(MAX_UNKNOWN_LISTED)
                        .toList();
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Refusal.of(TurnError.UNKNOWN_ATTRIBUTE, new UnknownAttributes(types)));
    }
}
