package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The CHANNEL-NUMBER attribute, RFC 8656 section 18.1: the channel to bind.
///
/// @param number 0 to 0xFFFF; whether it can be a channel is for the server to judge
public record ChannelNumber(int number) implements StunAttribute {
    /// The number of CHANNEL-NUMBER.
    public static final int TYPE = 0x000C;

    static ChannelNumber decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        Checks.checkSize("CHANNEL-NUMBER", value, 4, 4);
        return new ChannelNumber(value.readUnsignedShort());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        out.writeShort(number).writeShort(0);
    }
}
