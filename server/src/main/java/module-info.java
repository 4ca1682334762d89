import org.jspecify.annotations.NullMarked;

/// The program: one port for the page, signalling and the relay.
@NullMarked
module dev.duologue.server {
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;
    requires dev.duologue.signaling;
    requires dev.duologue.turn;
    requires io.nayuki.qrcodegen;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.haproxy;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires io.netty.transport.unix.common;
    requires java.logging;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
}
