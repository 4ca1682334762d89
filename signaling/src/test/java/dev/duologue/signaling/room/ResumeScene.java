package dev.duologue.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.backplane.InMemoryBackplane;
import dev.duologue.signaling.memory.Budget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients that come to a room of two, go, and come back.
abstract class ResumeScene {
    static final Duration WINDOW = Duration.ofSeconds(30);

    /// More than the clock moves by itself.
    static final Duration INSTANT = Duration.ofNanos(1000);

    static final int KEPT = 5;
    static final int KEPT_BYTES = 1000;

    final FakeClock clock = new FakeClock();
    Budget budget = new Budget(1 << 20);
    InMemoryBackplane rooms = new InMemoryBackplane();
    Signaling signaling = signaling(WINDOW, "a key");
    FakeConnection alice = new FakeConnection();
    final FakeConnection bob = new FakeConnection();

    void newcomer(String room, String token, String id) {
        var connection = new FakeConnection();
        assertThat(enter(connection, room, token, 1)).isNotEqualTo(id);
        assertThat(connection.sent().getFirst()).contains("\"seq\":1").doesNotContain("resumed");
        connection.leave(Ending.FAREWELL);
    }

    Signaling signaling(Duration window, String key) {
        var limits = new SignalingLimits(2, 100, window, KEPT, KEPT_BYTES);
        byte[] secret = key.getBytes(StandardCharsets.US_ASCII);
        return new Signaling(limits, rooms, clock, secret, budget);
    }

    String enter(FakeConnection connection) {
        return enter(connection, "", Entry.NOTHING);
    }

    String enter(FakeConnection connection, String token, long last) {
        return enter(connection, "r", token, last);
    }

    /// A newcomer says something at once, as pages do.
    String enter(FakeConnection connection, String room, String token, long last) {
        String id = enterSilently(connection, room, token, last);
        if (token.isEmpty()) {
            connection.say("{\"type\":\"ping\"}");
        }
        return id;
    }

    String enterSilently(FakeConnection connection, String room, String token, long last) {
        var entry = new Entry(room, true, token, last);
        Participant member = signaling.enter(connection, entry, (_, _) -> List.of()).orElseThrow();
        connection.seated(member);
        return member.id();
    }

    static String token(List<String> news) {
        Matcher found =
                Pattern.compile("\"session\":\"([^\"]+)\"").matcher(String.join("\n", news));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    static String control(int n) {
        return "{\"type\":\"control\",\"n\":" + n + "}";
    }

    static String passed(int seq, String from, int n) {
        return "{\"seq\":"
                + seq
                + ",\"from\":\""
                + from
                + "\",\"type\":\"control\",\"n\":"
                + n
                + "}";
    }
}
