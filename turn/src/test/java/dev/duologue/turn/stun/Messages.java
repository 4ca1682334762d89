package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/// Messages as hexadecimal text, which may hold white space.
final class Messages {
    private Messages() {}

    static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replaceAll("\\s", "")));
    }

    static StunMessage decode(String hex) throws StunDecodeException {
        return StunMessage.decode(bytes(hex));
    }

    /// A message with one attribute, its length and padding already right.
    static String withAttribute(String typeLengthAndValue) {
        String value = typeLengthAndValue.replaceAll("\\s", "");
        return "0001 %04x 2112a442 000000000000000000000000".formatted(value.length() / 2) + value;
    }
}
