package dev.duologue.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duologue.signaling.protocol.ClientMessage.Passed;
import dev.duologue.signaling.protocol.ClientMessage.Ping;
import dev.duologue.signaling.protocol.ClientMessage.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'offer','sdp':'v=0'}",
                "{'type':'offer','sdp':{'type':'offer','sdp':'v=0'},'target':'abc'}",
                "{'sdp':'v=0','target':null,'type':'answer'}",
                "{'type':'candidate','candidate':{'candidate':'','sdpMid':'0'}}",
                "{'type':'candidate','candidate':null}",
                "{'type':'candidate','candidate':'candidate:1 1 udp 1 192.0.2.1 9 typ host'}",
                "{'type':'hangup'}",
                "{'type':'hangup','reason':null}",
                "{'type':'hangup','reason':'declined'}",
                "{'type':'hangup','reason':'busy'}",
                "{'type':'hangup','reason':'cancelled'}",
                "{'type':'hangup','reason':'timeout'}",
                "{'type':'hangup','reason':'ended'}",
                "{'type':'state'}",
                "{'type':'state','ready':true,'audio':false,'video':true,'screen':false,'name':'小明'}",
                "{'type':'control','anything':[1,2.5e3,{'deep':{}}]}",
                " \n\t{ 'type' : 'control' } \r\n",
                "{'type':'offer','sdp':'v=0','not-listed':{'passed':'on'}}"
            })
    void whatTheProtocolAllowsIsPassedOn(String text) {
        assertThat(read(text)).isInstanceOf(Passed.class);
    }

    @Test
    void targetIsReadWhereverItStands() {
        assertThat(read("{'target':'abc','type':'control'}")).extracting("target").isEqualTo("abc");
        assertThat(read("{'type':'control','x':{'target':'inner'},'target':'abc'}"))
                .extracting("target")
                .isEqualTo("abc");
        assertThat(read("{'type':'control','x':{'target':'inner'}}")).extracting("target").isNull();
    }

    @Test
    void aPassedMessageKeepsItsBytesBehindSeqAndFrom() {
        var message = (Passed) read(" {'type':'control',  'x':'\\u4f60é','target':'b'} ");

        assertThat(message.payload().sentBy("a1", 12).toString())
                .isEqualTo(
                        "{\"seq\":12,\"from\":\"a1\",\"type\":\"control\",  \"x\":\"\\u4f60é\",\"target\":\"b\"} ");
    }

    @Test
    void pingIsForTheServer() {
        assertThat(read("{'type':'ping'}")).isEqualTo(new Ping(null));
        assertThat(read("{'type':'ping','last':null}")).isEqualTo(new Ping(null));
        assertThat(read("{'type':'ping','last':0}")).isEqualTo(new Ping(0L));
        assertThat(read("{'type':'ping','last':999999999999999}"))
                .isEqualTo(new Ping(999_999_999_999_999L));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, a number",
        "1.0, a number",
        "1e3, a number",
        "1000000000000000, a number",
        "'\"1\"', a string",
        "[1], an array",
        "true, true"
    })
    void whatAPingHasSeenIsTheNumberOfAMessage(String last, String kind) {
        assertThat(read("{'type':'ping','last':" + last + "}"))
                .isEqualTo(
                        new Refused(
                                ProblemCode.BAD_FIELD,
                                "ping.last = "
                                        + kind
                                        + ": must be the seq of a message: a whole number"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                          | NOT_AN_OBJECT  | the message must be a JSON object with a type",
                "7                           | NOT_AN_OBJECT  | the message must be a JSON object with a type",
                "'text'                      | NOT_AN_OBJECT  | the message must be a JSON object with a type",
                "null                        | NOT_AN_OBJECT  | the message must be a JSON object with a type",
                "{}                          | MISSING_TYPE   | type is missing: must be a string",
                "{'type':5}                  | MISSING_TYPE   | type is missing: must be a string",
                "{'type':null}               | MISSING_TYPE   | type is missing: must be a string",
                "{'type':'OFFER'}            | UNKNOWN_TYPE   | type = \"OFFER\": must be one of answer, candidate, control, hangup, offer, ping, state",
                "{'type':'welcome'}          | UNKNOWN_TYPE   | type = \"welcome\": must be one of answer, candidate, control, hangup, offer, ping, state",
                "{'type':'ping','from':'x'}  | RESERVED_FIELD | from is set by the server: leave it out",
                "{'type':'ping','seq':1}     | RESERVED_FIELD | seq is set by the server: leave it out",
                "{'type':'ping','x':1,'x':2} | DUPLICATE_KEY  | \"x\" appears twice: must appear once",
                "{'type':'ping','type':'offer'} | DUPLICATE_KEY | \"type\" appears twice: must appear once",
                "{'type':'ping'} {}          | NOT_JSON       | there is more after the object: must be one object a message"
            })
    void aBadTopLevelIsRefusedSayingWhatIsRight(String text, ProblemCode code, String message) {
        assertThat(read(text)).isEqualTo(new Refused(code, message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'offer'}                          | offer.sdp is missing: must be a session description: a string or an object",
                "{'type':'offer','sdp':null}               | offer.sdp = null: must be a session description: a string or an object",
                "{'type':'answer','sdp':7}                 | answer.sdp = a number: must be a session description: a string or an object",
                "{'type':'candidate'}                      | candidate.candidate is missing: must be an RTCIceCandidateInit object, a string or null",
                "{'type':'candidate','candidate':[]}       | candidate.candidate = an array: must be an RTCIceCandidateInit object, a string or null",
                "{'type':'hangup','reason':'bored'}        | hangup.reason = \"bored\": must be one of declined, busy, cancelled, timeout, ended",
                "{'type':'hangup','reason':true}           | hangup.reason = true: must be one of declined, busy, cancelled, timeout, ended",
                "{'type':'state','audio':'yes'}            | state.audio = a string: must be true or false",
                "{'type':'state','ready':1}                | state.ready = a number: must be true or false",
                "{'type':'state','name':{}}                | state.name = an object: must be a string of at most 64 characters",
                "{'type':'control','target':false}         | target = false: must be the id of a member, or null"
            })
    void aBadFieldIsRefusedNamingItsValueAndTheRule(String text, String message) {
        assertThat(read(text)).isEqualTo(new Refused(ProblemCode.BAD_FIELD, message));
    }

    @Test
    void aNameHasAtMost64Characters() {
        assertThat(read("{'type':'state','name':'" + "x".repeat(64) + "'}"))
                .isInstanceOf(Passed.class);
        assertThat(read("{'type':'state','name':'" + "x".repeat(65) + "'}"))
                .isEqualTo(
                        new Refused(
                                ProblemCode.BAD_FIELD,
                                "state.name = \""
                                        + "x".repeat(64)
                                        + "…\": must be a string of at most 64 characters"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{'type'",
                "{'type':'ping'",
                "{'type':'ping'}}",
                "{'type':'ping',}",
                "{type:'ping'}",
                "[1,",
                "nul",
                "{'type':'ping'}x",
                "{'type':'ping','x':01}",
                "{'type':'ping','x':NaN}",
                "\uFEFF{'type':'ping'}"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThat(read(text)).extracting("code").isEqualTo(ProblemCode.NOT_JSON);
    }

    @Test
    void jsonInAnotherEncodingThanUtf8IsNotJson() {
        byte[] utf16 = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(MessageReader.read(utf16)).extracting("code").isEqualTo(ProblemCode.NOT_JSON);
    }

    @Test
    void nestingIsAllowedTo32Levels() {
        assertThat(read(nested(31))).isInstanceOf(Passed.class);
        assertThat(read(nested(32)))
                .isEqualTo(
                        new Refused(
                                ProblemCode.TOO_DEEP,
                                "the message is nested deeper than 32 levels"));
    }

    @Test
    void namesOfFieldsHaveAtMost256Characters() {
        assertThat(read("{'type':'control','x':{'" + "n".repeat(256) + "':1}}"))
                .isInstanceOf(Passed.class);
        assertThat(read("{'type':'control','x':{'" + "n".repeat(257) + "':1}}"))
                .isEqualTo(
                        new Refused(
                                ProblemCode.BAD_FIELD,
                                "a field's name must be at most 256 characters long"));
    }

    @Test
    void numbersAndStringsMayBeAsLongAsTheMessage() {
        String digits = "1".repeat(5000);

        assertThat(read("{'type':'control','n':" + digits + ",'s':'" + "s".repeat(60_000) + "'}"))
                .isInstanceOf(Passed.class);
    }

    /// A message of one level and `more` inside it.
    private static String nested(int more) {
        return "{'type':'control','x':" + "[".repeat(more) + "]".repeat(more) + "}";
    }

    private static ClientMessage read(String text) {
        return MessageReader.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
