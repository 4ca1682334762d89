package dev.duologue.server.wire;

import static dev.duologue.server.testing.WebSocketClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.server.testing.Frames;
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

/// Every error of `docs/protocol.md`: what it says, that nobody else notices, and what it costs.
class RefusedMessagesTest {
    private static final int MESSAGE_SIZE = 65_536;
    private static final String DEPTH_ERROR = "the message is nested deeper than 32 levels";

    private static TestServer server;
    private WebSocketClient ann;
    private WebSocketClient bob;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void bothJoin() {
        ann = WebSocketClient.join(server.port(), "r");
        bob = WebSocketClient.join(server.port(), "r");
        ann.readText();
    }

    @AfterEach
    void bothLeave() {
        ann.close();
        bob.close();
        server.awaitRooms(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    nope                            | not-json       | not JSON at character 1: must be a JSON object (RFC 8259)
                    {'type':'ping'                  | not-json       | not JSON at character 15: must be a JSON object (RFC 8259)
                    {'type':'ping',}                | not-json       | not JSON at character 16: must be a JSON object (RFC 8259)
                    {'type':'ping'}{}               | not-json       | there is more after the object: must be one object a message
                    ``                              | not-json       | the message is empty or binary: must be a JSON object
                    ` `                             | not-json       | the message is empty or binary: must be a JSON object
                    []                              | not-an-object  | the message must be a JSON object with a type
                    'ping'                          | not-an-object  | the message must be a JSON object with a type
                    12                              | not-an-object  | the message must be a JSON object with a type
                    null                            | not-an-object  | the message must be a JSON object with a type
                    {'type':'ping','type':'ping'}   | duplicate-key  | \\'type\\' appears twice: must appear once
                    {'a':1,'type':'ping','\\u0061':2} | duplicate-key | \\'a\\' appears twice: must appear once
                    {}                              | missing-type   | type is missing: must be a string
                    {'type':7}                      | missing-type   | type is missing: must be a string
                    {'type':null}                   | missing-type   | type is missing: must be a string
                    {'Type':'ping'}                 | missing-type   | type is missing: must be a string
                    {'type':'welcome'}              | unknown-type   | type = \\'welcome\\': must be one of answer, candidate, control, hangup, offer, ping, state
                    {'type':''}                     | unknown-type   | type = \\'\\': must be one of answer, candidate, control, hangup, offer, ping, state
                    {'type':'offer'}                | bad-field      | offer.sdp is missing: must be a session description: a string or an object
                    {'type':'answer','sdp':[]}      | bad-field      | answer.sdp = an array: must be a session description: a string or an object
                    {'type':'answer','sdp':null}    | bad-field      | answer.sdp = null: must be a session description: a string or an object
                    {'type':'candidate'}            | bad-field      | candidate.candidate is missing: must be an RTCIceCandidateInit object, a string or null
                    {'type':'candidate','candidate':1} | bad-field   | candidate.candidate = a number: must be an RTCIceCandidateInit object, a string or null
                    {'type':'hangup','reason':'bored'} | bad-field   | hangup.reason = \\'bored\\': must be one of declined, busy, cancelled, timeout, ended
                    {'type':'hangup','reason':{}}   | bad-field      | hangup.reason = an object: must be one of declined, busy, cancelled, timeout, ended
                    {'type':'state','ready':'yes'}  | bad-field      | state.ready = a string: must be true or false
                    {'type':'state','screen':0}     | bad-field      | state.screen = a number: must be true or false
                    {'type':'state','name':true}    | bad-field      | state.name = true: must be a string of at most 64 characters
                    {'type':'control','target':7}   | bad-field      | target = a number: must be the id of a member, or null
                    {'type':'control','from':'x'}   | reserved-field | from is set by the server: leave it out
                    {'type':'control','\\u0066rom':1} | reserved-field | from is set by the server: leave it out
                    {'type':'ping','seq':7}         | reserved-field | seq is set by the server: leave it out
                    """)
    void aBadMessageCostsItsSenderAnErrorAndNothingElse(String bad, String code, String message) {
        bob.say(bad == null ? "" : bad);
        assertThat(bob.readText()).isEqualTo(error(2, code, message));
        ann.heardNothing();
        bob.say("{'type':'control'}");
        assertThat(ann.readText()).startsWith(json("{'seq':3,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000", "", "lobby", "\\u0000"})
    void aTargetThatIsNoMemberIsUnknown(String target) {
        bob.say("{'type':'control','target':'" + target + "'}");
        assertThat(bob.readText()).isEqualTo(unknownTarget(2));
        ann.heardNothing();
    }

    @Test
    void oneselfIsNoTarget() {
        bob.say("{'type':'control','target':'" + bob.id() + "'}");
        assertThat(bob.readText()).isEqualTo(unknownTarget(2));
    }

    @Test
    void aMemberOfAnotherRoomIsNoTarget() {
        try (var cat = WebSocketClient.join(server.port(), "other")) {
            bob.say("{'type':'control','target':'" + cat.id() + "'}");
            assertThat(bob.readText()).isEqualTo(unknownTarget(2));
            cat.heardNothing();
        }
    }

    @Test
    void aMemberThatLeftIsNoTargetAnyMore() {
        ann.send(Frames.close(1000, ""));
        assertThat(bob.readText()).contains("user-left");
        bob.say("{'type':'control','target':'" + ann.id() + "'}");
        assertThat(bob.readText()).isEqualTo(unknownTarget(3));
    }

    @Test
    void aMessageOfExactlyTheLimitIsPassedOn() {
        String message = control(MESSAGE_SIZE);
        bob.say(message);
        assertThat(ann.readText()).endsWith(json(message).substring(1));
    }

    @Test
    void aMessageOfOneByteMoreIsSkippedAndTheConnectionGoesOn() {
        bob.say(control(MESSAGE_SIZE + 1));
        assertThat(bob.readText()).isEqualTo(tooLarge(2));
        bob.say(control(100));
        assertThat(ann.readText()).startsWith(json("{'seq':3,"));
    }

    @Test
    void aMessageOf16MiBIsSkippedAndTheConnectionGoesOn() {
        bob.send(Frames.head(Frames.TEXT, 16 << 20));
        byte[] piece = new byte[1 << 20];
        for (int i = 0; i < 16; i++) {
            bob.send(piece);
        }
        assertThat(bob.readText()).isEqualTo(tooLarge(2));
        bob.heardNothing();
    }

    @Test
    void theLimitOfMessagesIsASetting() {
        try (var small = TestServer.start("--message-size=1024");
                var cat = WebSocketClient.join(small.port(), "r")) {
            cat.say(control(1024)).heardNothing();
            cat.say(control(1025));
            assertThat(cat.readText()).contains("a message must be at most 1024 bytes long");
        }
    }

    @Test
    void aBinaryMessageIsSkippedAndTheConnectionGoesOn() {
        String text = "messages must be text; this binary one was skipped";
        bob.send(Frames.frame(Frames.BINARY, json("{'type':'control'}")));
        assertThat(bob.readText()).isEqualTo(error(2, "not-text", text));
        bob.send(Frames.frame(Frames.BINARY));
        assertThat(bob.readText()).isEqualTo(error(3, "not-text", text));
        ann.heardNothing();
    }

    @Test
    void levels32DeepArePassedOn() {
        String message = nested(32);
        bob.say(message);
        assertThat(ann.readText()).endsWith(json(message).substring(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 10_000})
    void deeperLevelsAreRefused(int levels) {
        bob.say(nested(levels));
        assertThat(bob.readText()).isEqualTo(error(2, "too-deep", DEPTH_ERROR));
    }

    @Test
    void aNameOf64CharactersIsPassedOnAndOneMoreRefused() {
        bob.say("{'type':'state','name':'" + "é".repeat(64) + "'}");
        assertThat(ann.readText()).startsWith(json("{'seq':3,"));
        bob.say("{'type':'state','name':'" + "é".repeat(65) + "'}");
        assertThat(bob.readText())
                .isEqualTo(
                        error(
                                2,
                                "bad-field",
                                "state.name = \\'%s…\\': must be a string of at most 64 characters"
                                        .formatted("é".repeat(64))));
    }

    @Test
    void textWithAByteOrderMarkOrInUtf16IsNotJson() {
        bob.say("\uFEFF{'type':'control'}");
        assertThat(bob.readText()).contains("not-json");
        bob.say("{'type':'control'}".replaceAll("(.)", "$1\0"));
        assertThat(bob.readText()).contains("not-json");
        bob.say("{'type':'control'}".replaceAll("(.)", "\0$1"));
        assertThat(bob.readText()).contains("not-json");
        bob.say(" \0" + "{'type':'control'}".replaceAll("(.)", "$1\0"));
        assertThat(bob.readText()).contains("not-json");
        ann.heardNothing();
    }

    @Test
    void theTenthBadMessageInARowClosesWith4003() {
        for (int i = 0; i < 9; i++) {
            bob.say("bad");
            assertThat(bob.readText()).contains(json("'code':'not-json'"));
        }
        bob.send(Frames.frame(Frames.BINARY, "bad"));
        assertThat(bob.readText()).contains(json("'code':'not-text'"));
        assertThat(bob.readText())
                .isEqualTo(
                        json(
                                "{'type':'error','seq':12,'code':'too-many-errors','message':'ten bad messages in a row, the last one: not-text','fatal':true}"));
        assertThat(bob.readClose()).isEqualTo(4003);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'ping'}", "{'type':'control'}"})
    void aGoodMessageAfterNineBadOnesForgivesThem(String good) {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 9; i++) {
                bob.say("bad");
                assertThat(bob.readText()).contains(json("'code':'not-json'"));
            }
            bob.say(good);
            if (good.contains("ping")) {
                assertThat(bob.readText()).contains("pong");
            }
        }
        bob.heardNothing();
    }

    @Test
    void unknownTargetsDoNotCount() {
        for (int i = 0; i < 12; i++) {
            bob.say("{'type':'control','target':'gone'}");
            assertThat(bob.readText()).contains(json("'code':'unknown-target'"));
        }
        bob.heardNothing();
    }

    private static String control(int bytes) {
        String around = "{'type':'control','x':''}";
        return "{'type':'control','x':'" + "x".repeat(bytes - around.length()) + "'}";
    }

    /// The message is the first level.
    private static String nested(int levels) {
        int arrays = levels - 1;
        return "{'type':'control','x':" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    private static String tooLarge(int seq) {
        return error(
                seq,
                "too-large",
                "a message must be at most 65536 bytes long; this one was skipped");
    }

    private static String unknownTarget(int seq) {
        return error(
                seq,
                "unknown-target",
                "target: must be the id of another member of this room; this one is not, or no longer");
    }

    private static String error(int seq, String code, String message) {
        return json("{'type':'error','seq':%d,'code':'%s','message':'%s','fatal':false}")
                .formatted(seq, code, json(message));
    }
}
