package dev.duologue.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.duologue.signaling.protocol.ClientMessage.Passed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

class MessageReaderFuzzTest {
    private static final JsonFactory JSON = new JsonFactory();

    /// Whatever comes in, it is read without an exception; and what is passed on still says what
    /// its sender said, with the sender's id that the server gives and no other.
    @FuzzTest
    void whatIsPassedOnIsJsonFromItsSender(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8); // the connection lets nothing else in

        if (MessageReader.read(utf8) instanceof Passed(var target, var payload)) {
            Map<String, String> before = topLevel(text);
            Map<String, String> after = topLevel(payload.sentBy("a1", 7).toString());

            assertThat(after)
                    .containsEntry("from", "a1")
                    .containsEntry("seq", "7")
                    .containsAllEntriesOf(before);
            assertThat(after).hasSize(before.size() + 2);
            assertThat(before.get("target"))
                    .isEqualTo(target == null && before.containsKey("target") ? "null" : target);
        }
    }

    /// Each field of an object with the text of its value; fails where the text is no object.
    private static Map<String, String> topLevel(String text) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                fields.put(name, value.isScalarValue() ? json.getText() : value.name());
                json.skipChildren();
            }
            assertThat(json.nextToken()).isNull();
        }
        return fields;
    }
}
