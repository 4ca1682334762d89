package dev.duologue.turn.internal.allocation;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/// The ports for relayed addresses. A port is picked by chance, so that the next one cannot be
/// guessed (RFC 8656 section 7.2).
final class PortPool {
    /// No port is left.
    static final int NONE = -1;

    private final int first;
    private final int size;
    private final BitSet taken;
    private final RandomGenerator random;

    /// @param first the lowest port
    /// @param last the highest port
    PortPool(int first, int last, RandomGenerator random) {
        this.first = first;
        this.size = last - first + 1;
        this.taken = new BitSet(size);
        this.random = random;
    }

    /// Takes any port.
    int take() {
        return take(1, 0);
    }

    /// Takes an even port.
    int takeEven() {
        return take(2, 0);
    }

    /// Takes an even port and the one above it.
    ///
    /// @return the even one
    int takePair() {
        return take(2, 1);
    }

    /// Gives a port back. Ports outside of the range are ignored.
    void release(int port) {
        if (port >= first && port < first + size) {
            taken.clear(port - first);
        }
    }

    /// Takes a port away for good, because it is in use for something else.
    void exclude(int port) {
        if (port >= first && port < first + size) {
            taken.set(port - first);
        }
    }

    /// Goes round once from a place picked by chance.
    private int take(int step, int more) {
        int start = random.nextInt(size);
        for (int n = 0; n < size; n++) {
            int i = (start + n) % size;
            boolean fits = (first + i) % step == 0 && i + more < size;
            if (fits && !taken.get(i) && !taken.get(i + more)) {
                taken.set(i, i + more + 1);
                return first + i;
            }
        }
        return NONE;
    }
}
