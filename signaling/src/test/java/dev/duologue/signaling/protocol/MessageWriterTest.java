package dev.duologue.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
    @Test
    void welcomeCountsTheReceiverAndNamesTheOthers() {
        var turn = new IceServer(List.of("turn:example.org:8443?transport=udp"), "user", "secret");
        var stun = new IceServer(List.of("stun:example.org:8443"), null, null);
        var welcome =
                new ServerMessage.Welcome(
                        "a1",
                        new RoomName("lobby"),
                        List.of("b2"),
                        List.of(stun, turn),
                        null,
                        null);

        assertThat(MessageWriter.write(welcome, 1).toString())
                .isEqualTo(
                        """
                        {"type":"welcome","seq":1,"clientId":"a1","clientCount":2,"room":"lobby","members":["b2"],\
                        "iceServers":[{"urls":["stun:example.org:8443"]},\
                        {"urls":["turn:example.org:8443?transport=udp"],"username":"user","credential":"secret"}],\
                        "protocol":1}\
                        """);
    }

    @Test
    void welcomeSaysHowToComeBackAndWhatBecameOfTheSeat() {
        assertThat(welcome(new ServerMessage.Resumed(false, 5)))
                .endsWith(
                        "\"iceServers\":[],\"session\":\"token\",\"resumeWindow\":30000,\"resumed\":true,\"received\":5,\"protocol\":1}");
        assertThat(welcome(new ServerMessage.Resumed(true, 0)))
                .endsWith("\"resumed\":true,\"gap\":true,\"received\":0,\"protocol\":1}");
    }

    private static String welcome(ServerMessage.Resumed resumed) {
        var session = new ServerMessage.Session("token", Duration.ofSeconds(30));
        var welcome =
                new ServerMessage.Welcome(
                        "a1", new RoomName("lobby"), List.of(), List.of(), session, resumed);
        return MessageWriter.write(welcome, 1).toString();
    }

    @Test
    void theOtherMessagesAreAsDocumented() {
        assertThat(MessageWriter.write(new ServerMessage.UserJoined("b2", 2), 2).toString())
                .isEqualTo(
                        "{\"type\":\"user-joined\",\"seq\":2,\"clientId\":\"b2\",\"clientCount\":2}");
        assertThat(
                        MessageWriter.write(new ServerMessage.UserLeft("b2", 1, Departure.LOST), 3)
                                .toString())
                .isEqualTo(
                        "{\"type\":\"user-left\",\"seq\":3,\"clientId\":\"b2\",\"clientCount\":1,\"reason\":\"lost\"}");
        assertThat(MessageWriter.write(new ServerMessage.IceServers(List.of()), 4).toString())
                .isEqualTo("{\"type\":\"ice-servers\",\"seq\":4,\"iceServers\":[]}");
        assertThat(MessageWriter.write(new ServerMessage.Pong(null, null), 4).toString())
                .isEqualTo("{\"type\":\"pong\",\"seq\":4}");
        assertThat(MessageWriter.write(new ServerMessage.Pong(7L, "token"), 4).toString())
                .isEqualTo("{\"type\":\"pong\",\"seq\":4,\"received\":7,\"session\":\"token\"}");
    }

    @Test
    void errorsSayWhetherTheConnectionGoesOn() {
        assertThat(
                        MessageWriter.write(
                                        new ServerMessage.Problem(
                                                ProblemCode.NOT_JSON, "say \"what\""),
                                        5)
                                .toString())
                .isEqualTo(
                        "{\"type\":\"error\",\"seq\":5,\"code\":\"not-json\",\"message\":\"say \\\"what\\\"\",\"fatal\":false}");
        assertThat(
                        MessageWriter.write(
                                        new ServerMessage.Problem(ProblemCode.ROOM_FULL, "x"), 1)
                                .toString())
                .endsWith("\"fatal\":true}");
    }

    @Test
    void theLengthIsThatOfTheBytes() {
        var text = MessageWriter.write(new ServerMessage.Problem(ProblemCode.NOT_JSON, "你好"), 5);
        var count = new int[1];
        text.writeTo((_, _, length) -> count[0] += length);

        assertThat(text.length()).isEqualTo(count[0]);
    }
}
