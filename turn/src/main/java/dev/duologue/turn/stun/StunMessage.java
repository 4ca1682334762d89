package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A STUN message, RFC 8489 section 5.
///
/// Attributes that hold a `ByteBuf` are views of the buffer that was decoded: they are valid only
/// as long as it is neither released nor changed.
///
/// @param attributes in the order of the wire
public record StunMessage(
        StunClass messageClass,
        StunMethod method,
        TransactionId transactionId,
        List<StunAttribute> attributes) {
    /// The third to sixth byte pair of every message.
    public static final int MAGIC_COOKIE = 0x2112_A442;

    /// Bytes before the attributes.
    public static final int HEADER_SIZE = 20;

    /// Attributes that a message may have at most; more are refused, so that a message cannot cost
    /// many times its own size.
    public static final int MAX_ATTRIBUTES = 256;

    /// Copies the list.
    public StunMessage {
        attributes = List.copyOf(attributes);
    }

    /// Decodes one whole message. Attributes that stand where a receiver must ignore them (after an
    /// integrity attribute, RFC 8489 sections 14.5 and 14.6) are left out.
    ///
    /// @param in read from the reader index to the end; stays with the caller
    /// @throws StunDecodeException if it is not exactly one well-formed message, an attribute has
    ///   an impossible value, or FINGERPRINT is wrong or not last
    public static StunMessage decode(ByteBuf in) throws StunDecodeException {
        int start = in.readerIndex();
        StunHeader header = StunHeader.decode(in);
        if (header.length() != in.readableBytes()) {
            throw new StunDecodeException(
                    "message/length", header.length() + " of " + in.readableBytes() + " bytes");
        }
        List<StunAttribute> attributes = new AttributeReader(in, start, header).read();
        return new StunMessage(
                header.messageClass(), header.method(), header.transactionId(), attributes);
    }

    /// Writes the message as it is: integrity and fingerprint are not computed anew.
    ///
    /// @param out stays with the caller
    public void encode(ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(method.messageType(messageClass)).writeShort(0).writeInt(MAGIC_COOKIE);
        transactionId.write(out);
        for (StunAttribute attribute : attributes) {
            int header = out.writerIndex();
            out.writeShort(attribute.type()).writeShort(0);
            attribute.encodeValue(out, transactionId);
            int size = out.writerIndex() - header - 4;
            out.setShort(header + 2, size);
            out.writeZero(-size & 3); // never what lay in the buffer: CVE-2020-4067
        }
        out.setShort(start + 2, out.writerIndex() - start - HEADER_SIZE);
    }

    /// The first attribute of a kind; later ones count for nothing (RFC 8489 section 14).
    public <A extends StunAttribute> Optional<A> find(Class<A> kind) {
        for (StunAttribute attribute : attributes) {
            if (kind.isInstance(attribute)) {
                return Optional.of(kind.cast(attribute));
            }
        }
        return Optional.empty();
    }

    /// Whether there is an attribute of a kind.
    public boolean has(Class<? extends StunAttribute> kind) {
        return find(kind).isPresent();
    }

    /// All attributes of a kind, in their order.
    public <A extends StunAttribute> List<A> all(Class<A> kind) {
        List<A> found = new ArrayList<>();
        for (StunAttribute attribute : attributes) {
            if (kind.isInstance(attribute)) {
                found.add(kind.cast(attribute));
            }
        }
        return found;
    }

    /// The types of all attributes that have a record of their own.
    public static Set<Integer> knownAttributes() {
        return AttributeCodec.types();
    }

    /// Whether bytes can be STUN by their first two bits, as RFC 7983 tells protocols apart.
    ///
    /// @param firstByte the first byte, signed or not
    public static boolean isStun(int firstByte) {
        return (firstByte & 0xC0) == 0;
    }
}
