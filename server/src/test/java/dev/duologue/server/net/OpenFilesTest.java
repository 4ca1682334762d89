package dev.duologue.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
    /// Twelve connections, six of which may be idle.
    private final OpenFiles files = new OpenFiles(16);

    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @Test
    void theOldestIdleConnectionMakesRoomForANewOne() {
        admit(7);
        assertThat(channels.getFirst().isOpen()).isFalse();
        assertThat(channels.subList(1, 7)).allMatch(EmbeddedChannel::isOpen);
    }

    @Test
    void aCallIsNotClosedWhateverComesAfterIt() {
        admit(1);
        files.busy(channels.getFirst());
        admit(100);
        assertThat(channels.getFirst().isOpen()).isTrue();
        assertThat(channels.stream().filter(EmbeddedChannel::isOpen)).hasSize(7);
    }

    @Test
    void threeQuartersOfTheDescriptorsAreForConnectionsAndNotOneMore() {
        for (int i = 0; i < 12; i++) {
            var call = new EmbeddedChannel();
            assertThat(files.admit(call)).isTrue();
            files.busy(call);
            channels.add(call);
        }
        assertThat(files.admit(new EmbeddedChannel())).isFalse();
        channels.getFirst().close();
        assertThat(files.admit(new EmbeddedChannel())).isTrue();
    }

    @Test
    void whatThisProcessHasOpenIsNotSharedOut() throws IOException {
        int free = OpenFiles.freeOfProcess();
        assertThat(free).isGreaterThan(64);
        List<DatagramSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sockets.add(new DatagramSocket());
        }
        assertThat(OpenFiles.freeOfProcess()).isLessThanOrEqualTo(free - 40);
        sockets.forEach(DatagramSocket::close);
    }

    private void admit(int count) {
        for (int i = 0; i < count; i++) {
            var channel = new EmbeddedChannel();
            assertThat(files.admit(channel)).isTrue();
            channels.add(channel);
        }
    }
}
