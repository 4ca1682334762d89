package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.TestServer;
import dev.duologue.server.testing.WebSocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every message of `docs/protocol.md` that is not an error.
class MessagesTest {
    private static TestServer server;
    private WebSocketClient ann;
    private WebSocketClient bob;

    @BeforeAll
    static void start() {
        server = TestServer.start("--room-seats=3");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void bothJoin() {
        ann = WebSocketClient.join(server.port(), "r");
        bob = WebSocketClient.join(server.port(), "r");
        assertThat(ann.readText()).contains("user-joined");
    }

    @AfterEach
    void bothLeave() {
        ann.close();
        bob.close();
        server.awaitRooms(0);
    }

    @Test
    void welcomeOfTheFirstMemberNamesNobodyElse() {
        try (var first =
                WebSocketClient.open(RawConnection.open(server.port()), "/ws?room=quiet-1")) {
            String welcome = first.readText();
            assertThat(welcome)
                    .matches(
                            json(
                                    "\\{'type':'welcome','seq':1,'clientId':'[0-9a-f]{16}','clientCount':1,"
                                            + "'room':'quiet-1','members':\\[],'iceServers':\\[],'protocol':1}"));
        }
    }

    @Test
    void welcomeOfALaterMemberNamesTheOthersAndTheyAreTold() {
        try (var cat = WebSocketClient.open(RawConnection.open(server.port()), "/ws?room=r")) {
            String welcome = cat.readText();
            String id = welcome.replaceAll(json(".*'clientId':'([^']*)'.*"), "$1");
            assertThat(welcome)
                    .isEqualTo(
                            json(
                                    "{'type':'welcome','seq':1,'clientId':'%s','clientCount':3,'room':'r','members':['%s','%s'],'iceServers':[],'protocol':1}"),
                            id,
                            ann.id(),
                            bob.id());
            assertThat(ann.readText()).isEqualTo(joined(3, id, 3));
            assertThat(bob.readText()).isEqualTo(joined(2, id, 3));
        }
    }

    @Test
    void idsDifferFromOneAnother() {
        assertThat(ann.id()).isNotEqualTo(bob.id());
    }

    @ParameterizedTest
    @CsvSource({"1000, left", "1001, left", "1002, lost", "1011, lost", "3000, lost", "4999, lost"})
    void theCodeOfACloseTellsWhetherAMemberMeansToGo(int code, String reason) {
        bob.send(Frames.close(code, "bye"));
        assertThat(ann.readText()).isEqualTo(left(3, bob.id(), reason));
    }

    @Test
    void whoClosesWithoutACodeHasLeft() {
        bob.send(Frames.frame(Frames.CLOSE, ""));
        assertThat(ann.readText()).isEqualTo(left(3, bob.id(), "left"));
    }

    @Test
    void whoseConnectionEndsWithoutACloseIsLost() {
        bob.close();
        assertThat(ann.readText()).isEqualTo(left(3, bob.id(), "lost"));
    }

    @Test
    void whoseConnectionIsResetIsLost() {
        bob.connection().reset();
        assertThat(ann.readText()).isEqualTo(left(3, bob.id(), "lost"));
    }

    @Test
    void whoBreaksTheFramesIsRemoved() {
        bob.send(Frames.unmasked(Frames.TEXT, "{}"));
        assertThat(ann.readText()).isEqualTo(left(3, bob.id(), "removed"));
    }

    @Test
    void whoSendsTenBadMessagesIsRemoved() {
        for (int i = 0; i < 10; i++) {
            bob.say("bad");
        }
        assertThat(ann.readText()).isEqualTo(left(3, bob.id(), "removed"));
    }

    @Test
    void pongCarriesTheNewestNumberAgain() {
        ann.say("{'type':'ping'}");
        assertThat(ann.readText()).isEqualTo(json("{'type':'pong','seq':2}"));
        ann.say("{'type':'ping','extra':[1]}");
        assertThat(ann.readText()).isEqualTo(json("{'type':'pong','seq':2}"));
        bob.say("{'type':'control'}");
        assertThat(ann.readText()).contains(json("'seq':3,"));
        ann.say("{'type':'ping'}");
        assertThat(ann.readText()).isEqualTo(json("{'type':'pong','seq':3}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'offer','sdp':'v=0'}",
                "{'type':'offer','sdp':{'type':'offer','sdp':'v=0'}}",
                "{'type':'answer','sdp':'v=0'}",
                "{'type':'candidate','candidate':{'candidate':'c','sdpMid':'0'}}",
                "{'type':'candidate','candidate':'c'}",
                "{'type':'candidate','candidate':null}",
                "{'type':'hangup'}",
                "{'type':'hangup','reason':null}",
                "{'type':'hangup','reason':'declined'}",
                "{'type':'hangup','reason':'busy'}",
                "{'type':'hangup','reason':'cancelled'}",
                "{'type':'hangup','reason':'timeout'}",
                "{'type':'hangup','reason':'ended'}",
                "{'type':'state','ready':true,'audio':false,'video':true,'screen':false,'name':'Ann'}",
                "{'type':'state','name':null}",
                "{'type':'state','name':''}",
                "{'type':'control'}",
                "{'type':'control','any':[{'thing':1e999}],'target':null}",
                "{'sdp':'v=0','type':'offer'}",
                "{'type':'control','x':'日本語 🎥 \\ud83c\\udfa5 \\u0000 é'}",
                "{'ty\\u0070e':'control'}",
                "{ 'type' :\t'control' ,\r\n 'x' : [ 1 ,  2 ] }",
                "{'type':'control','x':-0.00e+00,'x2':123456789012345678901234567890}"
            })
    void aMessageBetweenMembersIsPassedOnAsTheBytesItCameIn(String message) {
        bob.say(message);
        assertThat(ann.readText()).isEqualTo(passed(3, bob, message));
        bob.heardNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t\r\n ", "          "})
    void whiteSpaceInFrontOfAMessageIsLeftOut(String space) {
        bob.say(space + "{'type':'control'} \n");
        assertThat(ann.readText()).isEqualTo(passed(3, bob, "{'type':'control'} \n"));
    }

    @Test
    void withoutATargetEverybodyElseHearsIt() {
        try (var cat = WebSocketClient.join(server.port(), "r")) {
            ann.readText();
            bob.readText();
            cat.say("{'type':'control','target':null}");
            assertThat(ann.readText())
                    .isEqualTo(passed(4, cat, "{'type':'control','target':null}"));
            assertThat(bob.readText())
                    .isEqualTo(passed(3, cat, "{'type':'control','target':null}"));
            cat.heardNothing();
        }
    }

    @Test
    void withATargetNobodyElseHearsIt() {
        try (var cat = WebSocketClient.join(server.port(), "r")) {
            ann.readText();
            bob.readText();
            String message = "{'type':'offer','sdp':'v=0','target':'" + bob.id() + "'}";
            cat.say(message);
            assertThat(bob.readText()).isEqualTo(passed(3, cat, message));
            ann.heardNothing();
            cat.heardNothing();
        }
    }

    @Test
    void numbersGoUpByOneOverMessagesOfEveryKind() {
        bob.say("{'type':'control'}").say("{'type':'hangup'}");
        assertThat(ann.readText()).startsWith(json("{'seq':3,"));
        assertThat(ann.readText()).startsWith(json("{'seq':4,"));
        ann.say("bad");
        assertThat(ann.readText()).startsWith(json("{'type':'error','seq':5,"));
        bob.close();
        assertThat(ann.readText()).startsWith(json("{'type':'user-left','seq':6,"));
    }

    @Test
    void messagesToNobodyAreNoError() {
        try (var alone = WebSocketClient.join(server.port(), "alone")) {
            alone.say("{'type':'offer','sdp':'v=0'}").heardNothing();
        }
    }

    private static String joined(int seq, String id, int count) {
        return json("{'type':'user-joined','seq':%d,'clientId':'%s','clientCount':%d}")
                .formatted(seq, id, count);
    }

    private static String left(int seq, String id, String reason) {
        return json("{'type':'user-left','seq':%d,'clientId':'%s','clientCount':1,'reason':'%s'}")
                .formatted(seq, id, reason);
    }

    private static String passed(int seq, WebSocketClient from, String message) {
        String rest = json(message).substring(1);
        return json("{'seq':" + seq + ",'from':'" + from.id() + "',") + rest;
    }
}
