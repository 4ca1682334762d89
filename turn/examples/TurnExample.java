// A TURN server on UDP and TCP port 3478 that prints credentials for one user. From the folder of the project:
//   mvn -q -pl turn package dependency:copy-dependencies -DincludeScope=runtime -DskipTests
//   java --enable-native-access=ALL-UNNAMED -cp 'turn/target/*:turn/target/dependency/*' turn/examples/TurnExample.java
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.TurnCredentials;
import dev.duologue.turn.TurnServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;

void main() throws Exception {
    var credentials = new TurnCredentials("a secret that nobody knows");
    var server = new TurnServer(TurnConfig.builder().realm("example.org").build(), credentials);
    server.bindUdp(new InetSocketAddress(3478));
    new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()))
            .channel(NioServerSocketChannel.class)
            .childHandler(
                    new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(server.streamHandler(false));
                        }
                    })
            .bind(3478)
            .sync();
    var ann = credentials.issue("room", "ann", Instant.now().plus(Duration.ofHours(12)));
    IO.println("turn:localhost:3478 " + ann.username() + " " + ann.password());
    Thread.currentThread().join();
}
