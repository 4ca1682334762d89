package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// An attribute that has no record of its own.
///
/// @param type 0 to 0xFFFF
/// @param value a view of the message it was read from, valid as long as that
public record UnknownAttribute(int type, ByteBuf value) implements StunAttribute {
    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeBytes(value, value.readerIndex(), value.readableBytes());
    }
}
