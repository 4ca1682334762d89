import org.jspecify.annotations.NullMarked;

/// STUN and TURN (RFC 8489 and RFC 8656): a codec and a server that other programs can embed.
@NullMarked
module dev.duologue.turn {
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;
    requires transitive io.netty.buffer;
    requires transitive io.netty.transport;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;

    exports dev.duologue.turn;
    exports dev.duologue.turn.stun;
}
