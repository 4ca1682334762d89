package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// Reads the attributes of one message and leaves out those that a receiver must ignore.
final class AttributeReader {
    private final ByteBuf in;
    private final int start;
    private final StunHeader header;
    private final List<StunAttribute> attributes = new ArrayList<>();
    private boolean afterSha1;
    private boolean afterSha256;

    /// @param in positioned behind the header
    /// @param start where the header begins
    AttributeReader(ByteBuf in, int start, StunHeader header) {
        this.in = in;
        this.start = start;
        this.header = header;
    }

    List<StunAttribute> read() throws StunDecodeException {
        while (in.isReadable()) {
            readOne();
        }
        return attributes;
    }

    private void readOne() throws StunDecodeException {
        int at = in.readerIndex();
        int type = in.readUnsignedShort();
        int size = in.readUnsignedShort();
        int padded = (size + 3) & ~3;
        if (padded > in.readableBytes()) {
            throw new StunDecodeException(
                    String.format("attribute 0x%04X/length", type),
                    size + " of " + in.readableBytes() + " bytes");
        }
        ByteBuf value = in.readSlice(size);
        in.skipBytes(padded - size);
        if (type == Fingerprint.TYPE) {
            checkFingerprint(at, value);
        }
        if (!ignored(type)) {
            add(AttributeCodec.decode(type, value, header.transactionId()));
        }
        afterSha1 |= type == MessageIntegrity.TYPE;
        afterSha256 |= type == MessageIntegritySha256.TYPE;
    }

    private void add(StunAttribute attribute) throws StunDecodeException {
        if (attributes.size() == StunMessage.MAX_ATTRIBUTES) {
            throw new StunDecodeException(
                    "message/attributes", "more than " + StunMessage.MAX_ATTRIBUTES);
        }
        attributes.add(attribute);
    }

    /// RFC 8489 section 14.5: nothing counts after MESSAGE-INTEGRITY but MESSAGE-INTEGRITY-SHA256
    /// and FINGERPRINT; section 14.6: nothing after MESSAGE-INTEGRITY-SHA256 but FINGERPRINT.
    private boolean ignored(int type) {
        return switch (type) {
            case Fingerprint.TYPE -> false;
            case MessageIntegritySha256.TYPE -> afterSha256;
            default -> afterSha1 || afterSha256;
        };
    }

    private void checkFingerprint(int at, ByteBuf value) throws StunDecodeException {
        if (in.isReadable()) {
            throw new StunDecodeException("FINGERPRINT", "must be the last attribute");
        }
        if (value.readableBytes() == 4
                && value.getInt(value.readerIndex()) != Fingerprint.compute(in, start, at)) {
            throw new StunDecodeException("FINGERPRINT", "does not fit the message");
        }
    }
}
