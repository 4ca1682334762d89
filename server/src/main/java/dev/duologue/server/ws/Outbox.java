package dev.duologue.server.ws;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.duologue.signaling.memory.Budget;
import dev.duologue.signaling.protocol.WireText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Queue;

/// Messages that wait for one reader, from any thread, in order and never without end. Where memory
/// is short all of them are dropped, and the reader has to be told that it is too slow.
final class Outbox {
    /// A reader whose socket takes data is not slow, the sender was quick: this many times the
    /// bytes may wait for a moment, and never more.
    private static final int BURST = 4;

    /// What one write to the socket gathers at most, unless one message alone is longer.
    private static final int BATCH = 32 << 10;

    private static final int TEXT_FRAME = 0x81;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final int maxMessages;
    private final int maxBytes;
    private final Budget.Account account;

    @GuardedBy("this")
    private final Queue<WireText> waiting = new ArrayDeque<>(2);

    /// Retained bytes of what waits.
    @GuardedBy("this")
    private long bytes;

    /// @param maxMessages that may wait for a slow reader
    /// @param maxBytes retained bytes that may wait for a slow reader
    /// @param onEviction run, on any thread, when memory is short and everything was dropped
    Outbox(int maxMessages, int maxBytes, Budget budget, Runnable onEviction) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.account =
                budget.open(() -> {
                    clear();
                    onEviction.run();
                });
    }

    /// Puts a message behind all others.
    ///
    /// @return false if that is more than may wait even for a moment
    boolean add(WireText message) {
        boolean fits = put(message);
        account.add(message.retained());
        return fits;
    }

    private synchronized boolean put(WireText message) {
        waiting.add(message);
        bytes += message.retained();
        return bytes <= (long) maxBytes * BURST;
    }

    /// Takes messages from the front, as frames of RFC 6455 ready to be sent.
    ///
    /// @return an empty buffer if nothing waits; the caller releases it
    ByteBuf take(ByteBufAllocator allocator) {
        long before;
        long after;
        ByteBuf frames;
        synchronized (this) {
            before = bytes;
            frames = gather(allocator);
            after = bytes;
        }
        account.add(after - before);
        return frames;
    }

    @GuardedBy("this")
    private ByteBuf gather(ByteBufAllocator allocator) {
        ByteBuf frames = allocator.ioBuffer((int) Math.min(bytes + waiting.size() * 10L, BATCH));
        WireText message = waiting.peek();
        while (message != null
                && (!frames.isReadable() || frames.readableBytes() + message.length() <= BATCH)) {
            waiting.remove();
            bytes -= message.retained();
            writeFrame(message, frames);
            message = waiting.peek();
        }
        return frames;
    }

    /// Whether more waits than may wait for a slow reader.
    synchronized boolean isOver() {
        return waiting.size() > maxMessages || bytes > maxBytes;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Forgets everything that waits.
    void clear() {
        account.add(-drop());
    }

    private synchronized long drop() {
        long dropped = bytes;
        waiting.clear();
        bytes = 0;
        return dropped;
    }

    /// Forgets everything that waits, for good.
    void close() {
        clear();
        account.close();
    }

    private static void writeFrame(WireText message, ByteBuf out) {
        int length = message.length();
        out.writeByte(TEXT_FRAME);
        if (length < LENGTH_16) {
            out.writeByte(length);
        } else if (length <= 0xFFFF) {
            out.writeByte(LENGTH_16).writeShort(length);
        } else {
            out.writeByte(LENGTH_64).writeLong(length);
        }
        message.writeTo(out::writeBytes);
    }
}
