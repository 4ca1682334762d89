package dev.duologue.turn.internal.engine;

import dev.duologue.turn.internal.engine.StunReply.Refusal;
import dev.duologue.turn.internal.engine.StunReply.Success;
import dev.duologue.turn.stun.Fingerprint;
import dev.duologue.turn.stun.Software;
import dev.duologue.turn.stun.StunAttribute;
import dev.duologue.turn.stun.StunClass;
import dev.duologue.turn.stun.StunMessage;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes answers over the bytes of their requests.
final class ReplyWriter {
    private final Optional<Software> software;

    /// @param software the value of SOFTWARE; left out if empty
    ReplyWriter(String software) {
        this.software = Optional.of(software).filter(s -> !s.isEmpty()).map(Software::new);
    }

    /// Writes an answer without integrity and without words.
    void write(Packet packet, Request request, StunReply reply) {
        finish(packet, request, body(packet, request, reply, false));
    }

    /// Writes an answer that is signed as its request was (RFC 8489 section 9.2.4).
    void writeSigned(Packet packet, Request request, StunReply reply, Identity identity) {
        ByteBuf out = body(packet, request, reply, true);
        identity.integrity().append(out, packet.start, identity.key());
        finish(packet, request, out);
    }

    private ByteBuf body(Packet packet, Request request, StunReply reply, boolean words) {
        List<StunAttribute> attributes = new ArrayList<>(8);
        StunClass messageClass =
                switch (reply) {
                    case Success _ -> StunClass.SUCCESS;
                    case Refusal(TurnError error, _) -> {
                        attributes.add(words ? error.attribute() : error.shortAttribute());
                        yield StunClass.ERROR;
                    }
                };
        attributes.addAll(reply.attributes());
        software.ifPresent(attributes::add);
        ByteBuf out = packet.bytes.writerIndex(packet.start);
        var message = request.message();
        new StunMessage(messageClass, message.method(), message.transactionId(), attributes)
                .encode(out);
        return out;
    }

    /// Adds FINGERPRINT if the request had one (RFC 8489 section 7).
    private static void finish(Packet packet, Request request, ByteBuf out) {
        if (request.message().has(Fingerprint.class)) {
            Fingerprint.append(out, packet.start);
        }
        packet.reply(out.writerIndex());
    }
}
