package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// The PASSWORD-ALGORITHMS attribute, RFC 8489 section 14.11: what the server offers, the best
/// first; the client sends it back unchanged.
public record PasswordAlgorithms(List<PasswordAlgorithm> algorithms) implements StunAttribute {
    /// The number of PASSWORD-ALGORITHMS.
    public static final int TYPE = 0x8002;

    /// Copies the list.
    public PasswordAlgorithms {
        algorithms = List.copyOf(algorithms);
    }

    static PasswordAlgorithms decode(ByteBuf value, TransactionId id) throws StunDecodeException {
        List<PasswordAlgorithm> algorithms = new ArrayList<>();
        while (value.isReadable()) {
            algorithms.add(PasswordAlgorithm.read("PASSWORD-ALGORITHMS", value));
        }
        return new PasswordAlgorithms(algorithms);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encodeValue(ByteBuf out, TransactionId id) {
        algorithms.forEach(algorithm -> algorithm.encodeValue(out, id));
    }
}
