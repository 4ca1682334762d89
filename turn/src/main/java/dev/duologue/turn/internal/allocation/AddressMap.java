package dev.duologue.turn.internal.allocation;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// A map from IP address and port to a value, without an object for the key. Open addressing with
/// linear probing; the hash is seeded so that nobody outside can choose keys that collide.
final class AddressMap<V> {
    private static final int MIN_SLOTS = 16;

    private final long seed = new SecureRandom().nextLong() | 1;
    private long[] highs = new long[MIN_SLOTS];
    private long[] lows = new long[MIN_SLOTS];
    private int[] ports = new int[MIN_SLOTS];
    private @Nullable Object[] values = new Object[MIN_SLOTS];
    private int size;

    /// The value of a key, or `null`.
    @Nullable V get(long high, long low, int port) {
        return value(slot(high, low, port));
    }

    /// Puts a value in the place of the one that was there.
    void put(long high, long low, int port, V value) {
        int slot = slot(high, low, port);
        if (values[slot] == null) {
            if (++size > values.length / 2) {
                resize(values.length * 2);
                slot = slot(high, low, port);
            }
            highs[slot] = high;
            lows[slot] = low;
            ports[slot] = port;
        }
        values[slot] = value;
    }

    /// Removes a key if it is there, and gives memory back when few are left.
    void remove(long high, long low, int port) {
        int slot = slot(high, low, port);
        if (values[slot] == null) {
            return;
        }
        size--;
        close(slot);
        if (size < values.length / 8 && values.length > MIN_SLOTS) {
            resize(values.length / 2);
        }
    }

    int size() {
        return size;
    }

    /// Moves later entries of the same run into the gap, so that each is found again.
    private void close(int gap) {
        int mask = values.length - 1;
        values[gap] = null;
        for (int i = (gap + 1) & mask; values[i] != null; i = (i + 1) & mask) {
            int home = home(highs[i], lows[i], ports[i]);
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                move(i, gap);
                gap = i;
            }
        }
    }

    private void move(int from, int to) {
        highs[to] = highs[from];
        lows[to] = lows[from];
        ports[to] = ports[from];
        values[to] = values[from];
        values[from] = null;
    }

    private void resize(int slots) {
        long[] oldHighs = highs;
        long[] oldLows = lows;
        int[] oldPorts = ports;
        @Nullable Object[] oldValues = values;
        highs = new long[slots];
        lows = new long[slots];
        ports = new int[slots];
        values = new Object[slots];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldHighs[i], oldLows[i], oldPorts[i]);
                highs[slot] = oldHighs[i];
                lows[slot] = oldLows[i];
                ports[slot] = oldPorts[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /// Where the key is, or where it belongs.
    private int slot(long high, long low, int port) {
        int mask = values.length - 1;
        int i = home(high, low, port);
        while (values[i] != null && (lows[i] != low || ports[i] != port || highs[i] != high)) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private int home(long high, long low, int port) {
        long hash = (high ^ seed) * 0x9E37_79B9_7F4A_7C15L;
        hash = (Long.rotateLeft(hash, 32) ^ low ^ seed) * 0xC2B2_AE3D_27D4_EB4FL;
        hash = (Long.rotateLeft(hash, 29) ^ port) * 0x1656_67B1_9E37_79F9L;
        return (int) (hash >>> 32) & (values.length - 1);
    }

    @SuppressWarnings("unchecked") // only put() writes values
    private @Nullable V value(int slot) {
        return (V) values[slot];
    }
}
