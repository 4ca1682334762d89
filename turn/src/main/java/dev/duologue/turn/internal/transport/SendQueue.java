package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.engine.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one thread has to send at the end of its turn, so that what can leave together does.
/// Belongs to one thread.
final class SendQueue {
    private final Target target = new Target();
    private final List<Link> touched = new ArrayList<>();
    private final @Nullable ReceiveRing ring;
    private @Nullable DatagramBatch datagrams;

    /// An empty outbox.
    ///
    /// @param ring what the thread receives into by system calls of our own, if it does
    SendQueue(@Nullable ReceiveRing ring) {
        this.ring = ring;
    }

    /// Takes what became of a packet. Called while the state is held.
    void take(Packet packet) {
        switch (packet.destination) {
            case NONE -> {}
            case SENDER -> ((Link) packet.link).send(this, packet, target.sender(packet));
            case CLIENT -> {
                Link link = (Link) packet.client.link();
                link.send(this, packet, target.client(packet.client));
            }
            case PEER -> ((PeerSocket) packet.via).send(this, packet, target.peer(packet));
        }
    }

    /// Remembers a link that has to be flushed.
    void touch(Link link) {
        if (!touched.contains(link)) {
            touched.add(link);
        }
    }

    /// Where datagrams are collected that leave by system calls of our own.
    DatagramBatch datagrams() {
        DatagramBatch batch = datagrams;
        if (batch == null) {
            batch = new DatagramBatch(ring);
            datagrams = batch;
        }
        return batch;
    }

    /// Forgets everything.
    void reset() {
        touched.clear();
        if (datagrams != null) {
            datagrams.reset();
        }
    }

    /// Sends everything. Called after the state was let go.
    ///
    /// @return how many datagrams the system refused to send
    int flush() {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).flush();
        }
        touched.clear();
        return datagrams == null ? 0 : datagrams.flush();
    }
}
