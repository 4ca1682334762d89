package dev.duologue.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.turn.stun.TransportAddress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole servers on loopback: every pair of transports, both modes, both kinds of UDP.
class TurnServerTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private int tcpPort;
    private int udpPort;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        group.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS).sync();
    }

    private TurnServer start(RelayMode mode, boolean nativeUdp) throws IOException {
        TurnConfig config = TurnConfig.builder().relayMode(mode).nativeUdp(nativeUdp).build();
        PeerPolicy policy = PeerPolicy.standard().allowing(List.of("127.0.0.0/8", "::1/128"));
        TurnServer server =
                new TurnServer(config, new TurnCredentials("s"), policy, TurnListener.NONE);
        open.add(server);
        udpPort = server.bindUdp(new InetSocketAddress(0));
        Channel listening =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(server.streamHandler(false));
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
        open.add(() -> listening.close().sync());
        tcpPort = ((InetSocketAddress) listening.localAddress()).getPort();
        return server;
    }

    private SocketClient client(String transport, String member) throws IOException {
        SocketClient client =
                transport.equals("udp")
                        ? SocketClient.udp("127.0.0.1", udpPort, member)
                        : SocketClient.tcp("127.0.0.1", tcpPort, member);
        open.add(client);
        return client;
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSED, true, udp, udp", "CLOSED, true, udp, tcp", "CLOSED, true, tcp, udp",
        "CLOSED, true, tcp, tcp", "CLOSED, false, udp, udp", "CLOSED, false, udp, tcp",
        "CLOSED, false, tcp, udp", "OPEN, true, udp, udp", "OPEN, true, udp, tcp"
    })
    void twoClientsReachEachOther(RelayMode mode, boolean nativeUdp, String one, String other)
            throws Exception {
        TurnServer server = start(mode, nativeUdp);
        SocketClient alice = client(one, "alice");
        SocketClient bob = client(other, "bob");
        TransportAddress toAlice = alice.allocate();
        TransportAddress toBob = bob.allocate();
        alice.bindChannel(0x4000, toBob);
        bob.permit(toAlice);
        for (int i = 0; i < 100; i++) {
            alice.sendChannelData(0x4000, ("ping " + i).getBytes(UTF_8));
            assertThat(bob.receiveData()).asString(UTF_8).isEqualTo("ping " + i);
            bob.sendIndication(toAlice, ("pong " + i).getBytes(UTF_8));
            assertThat(alice.receiveData()).asString(UTF_8).isEqualTo("pong " + i);
        }
        assertThat(server.stats().packets()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"udp", "tcp"})
    void inOpenModePeersOutsideAreReachedThroughTheRelayedAddress(String transport)
            throws Exception {
        start(RelayMode.OPEN, true);
        try (var peer = new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            peer.setSoTimeout(10_000);
            SocketClient alice = client(transport, "alice");
            TransportAddress relayed = alice.allocate();
            TransportAddress toPeer =
                    TransportAddress.of((InetSocketAddress) peer.getLocalSocketAddress());
            alice.permit(toPeer);
            for (byte[] data :
                    List.of(new byte[0], new byte[1], new byte[1_200], new byte[9_000])) {
                alice.sendIndication(toPeer, data);
                var packet = new java.net.DatagramPacket(new byte[65_536], 65_536);
                peer.receive(packet);
                assertThat(packet.getLength()).isEqualTo(data.length);
                assertThat(packet.getPort()).isEqualTo(relayed.port());
                peer.send(packet);
                assertThat(alice.receiveData()).hasSize(data.length);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, udp, udp", "true, udp, tcp", "true, tcp, udp"})
    void dataOf64KibPassesWhereADatagramCanHoldIt(boolean nativeUdp, String one, String other)
            throws Exception {
        start(RelayMode.CLOSED, nativeUdp);
        SocketClient alice = client(one, "alice");
        SocketClient bob = client(other, "bob");
        TransportAddress toAlice = alice.allocate();
        TransportAddress toBob = bob.allocate();
        alice.bindChannel(0x4000, toBob);
        bob.bindChannel(0x4000, toAlice);
        for (int size : new int[] {0, 1, 2_000, 65_000, 65_503}) {
            alice.sendChannelData(0x4000, new byte[size]);
            assertThat(bob.receiveData()).hasSize(size);
        }
    }
}
