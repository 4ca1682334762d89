package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// The checks that decoders make before they use a number from the network.
final class Checks {
    private Checks() {}

    /// @throws StunDecodeException if `value` has under `min` or over `max` readable bytes
    static void checkSize(String attribute, ByteBuf value, int min, int max)
            throws StunDecodeException {
        int size = value.readableBytes();
        if (size < min || size > max) {
            String rule = min == max ? "must be " + min : "must be " + min + " to " + max;
            throw new StunDecodeException(attribute + "/length", size + " bytes, " + rule);
        }
    }

    /// @return `number`
    /// @throws StunDecodeException if it is under `min` or over `max`
    static int checkRange(String field, int number, int min, int max) throws StunDecodeException {
        if (number < min || number > max) {
            throw new StunDecodeException(field, number + ", must be " + min + " to " + max);
        }
        return number;
    }
}
