package dev.duologue.turn.internal.transport;

import dev.duologue.turn.internal.engine.Packet;
import dev.duologue.turn.stun.TransportAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A UDP socket of Netty, where Linux's own calls cannot be made. It is bound to one address,
/// because it could not say which one was asked.
final class NettyUdpLink extends SimpleChannelInboundHandler<DatagramPacket> implements UdpLink {
    private final SharedEngine engine;
    private final ByteBuf bytes = Unpooled.buffer(StreamLink.SCRATCH, StreamLink.SCRATCH);
    private final Packet packet = new Packet(this, bytes);
    private final SendQueue out = new SendQueue(null);
    private volatile @Nullable Channel channel;
    private volatile TransportAddress address = TransportAddress.ipv4(0, 0);
    private boolean batch;
    private long now;

    NettyUdpLink(SharedEngine engine) {
        super(DatagramPacket.class);
        this.engine = engine;
    }

    /// Begins to answer, now that the channel is bound.
    void opened(Channel bound) {
        address = TransportAddress.of((InetSocketAddress) bound.localAddress());
        channel = bound;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket datagram) {
        if (!batch) {
            batch = true;
            now = engine.now();
        }
        ByteBuf content = datagram.content();
        int size = content.readableBytes();
        TransportAddress sender = TransportAddress.of(datagram.sender());
        packet.link = this;
        packet.high = sender.high();
        packet.low = sender.low();
        packet.port = sender.port();
        packet.serverHigh = address.high();
        packet.serverLow = address.low();
        packet.serverPort = address.port();
        packet.start = Packet.HEADROOM;
        packet.end = packet.start + size;
        bytes.setBytes(packet.start, content, content.readerIndex(), size);
        engine.begin();
        try {
            engine.receive(packet, out, now);
        } finally {
            engine.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        batch = false;
        engine.flush(out);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        engine.failed(cause);
    }

    @Override
    public boolean isAlive() {
        Channel open = channel;
        return open != null && open.isActive();
    }

    @Override
    public int port() {
        return address.port();
    }

    @Override
    public void send(SendQueue outbox, Packet sent, Target to) {
        Channel open = channel;
        if (open == null) {
            return;
        }
        int size = sent.end - sent.start;
        ByteBuf copy = open.alloc().buffer(size).writeBytes(sent.bytes, sent.start, size);
        InetSocketAddress recipient =
                TransportAddress.of(to.high, to.low, to.port).toInetSocketAddress();
        var _ = open.write(new DatagramPacket(copy, recipient), open.voidPromise());
        outbox.touch(this);
    }

    @Override
    public void flush() {
        Channel open = channel;
        if (open != null) {
            open.flush();
        }
    }

    @Override
    public void close() {
        Channel open = channel;
        if (open != null) {
            open.close().syncUninterruptibly();
        }
    }
}
