package dev.duologue.signaling.protocol;

import java.nio.charset.StandardCharsets;

/// One text message for a client: a head made for this receiver and, where a message is passed on,
/// the rest of the sender's bytes, shared between receivers and copied only into the socket.
public final class WireText {
    private static final byte[] NOTHING = {};

    /// This object, the headers of its two arrays and its place in a queue.
    private static final int OVERHEAD = 72;

    private final byte[] head;
    private final byte[] tail;
    private final int tailFrom;

    /// A message made by the server.
    WireText(String json) {
        this(json.getBytes(StandardCharsets.UTF_8), NOTHING, 0);
    }

    WireText(String head, byte[] tail, int tailFrom) {
        this(head.getBytes(StandardCharsets.ISO_8859_1), tail, tailFrom);
    }

    private WireText(byte[] head, byte[] tail, int tailFrom) {
        this.head = head;
        this.tail = tail;
        this.tailFrom = tailFrom;
    }

    /// Length of the message in bytes.
    public int length() {
        return head.length + tail.length - tailFrom;
    }

    /// Bytes of heap that this message keeps from being collected, however little of them is sent.
    public int retained() {
        return OVERHEAD + head.length + tail.length;
    }

    /// Gives the bytes to `sink`, in order, in one or two pieces.
    public void writeTo(Sink sink) {
        sink.write(head, 0, head.length);
        if (tailFrom < tail.length) {
            sink.write(tail, tailFrom, tail.length - tailFrom);
        }
    }

    @Override
    public String toString() {
        var text = new StringBuilder(length());
        writeTo((bytes, from, length) ->
                text.append(new String(bytes, from, length, StandardCharsets.UTF_8)));
        return text.toString();
    }

    /// Where the bytes of a message go, such as a network buffer.
    @FunctionalInterface
    public interface Sink {
        /// Takes a copy of a part of `bytes`; must not change or keep the array.
        void write(byte[] bytes, int from, int length);
    }
}
