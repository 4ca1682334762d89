package dev.duologue.signaling.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.duologue.signaling.protocol.FieldRule.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a client sent: checks that it is JSON and that its top level follows
/// `docs/protocol.md`. What lies deeper is for the other client alone.
public final class MessageReader {
    /// Objects and arrays inside each other, the message itself counted.
    public static final int MAX_DEPTH = 32;

    /// Characters of a field's name, at any level.
    public static final int MAX_NAME = 256;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    // The length of a message is bounded before it comes here. That of a name too,
                    // because Jackson keeps some names for the next message.
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNameLength(MAX_NAME)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // Names come from strangers: none may stay in the JVM for ever.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private MessageReader() {}

    /// Reads one message.
    ///
    /// @param text valid UTF-8; kept by a message that is passed on, so not to be changed
    ///   afterwards
    public static ClientMessage read(byte[] text) {
        int brace = firstByte(text);
        if (!isUtf8Json(text, brace)) {
            return refused(
                    ProblemCode.NOT_JSON, "the message is empty or binary: must be a JSON object");
        }
        try (JsonParser json = JSON.createParser(text)) {
            return read(json, new Payload(text, brace));
        } catch (JsonProcessingException bad) {
            return refused(ProblemCode.NOT_JSON, notJson(bad));
        } catch (IOException impossible) { // the bytes are in memory
            throw new UncheckedIOException(impossible);
        }
    }

    private static ClientMessage read(JsonParser json, Payload payload) throws IOException {
        try {
            return readObject(json, payload);
        } catch (StreamConstraintsException _) {
            return json.getParsingContext().getNestingDepth() > MAX_DEPTH
                    ? refused(
                            ProblemCode.TOO_DEEP,
                            "the message is nested deeper than " + MAX_DEPTH + " levels")
                    : refused(
                            ProblemCode.BAD_FIELD,
                            "a field's name must be at most " + MAX_NAME + " characters long");
        }
    }

    private static ClientMessage readObject(JsonParser json, Payload payload) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            while (json.nextToken() != null) {} // so that text that is no JSON at all is told apart
            return refused(
                    ProblemCode.NOT_AN_OBJECT, "the message must be a JSON object with a type");
        }
        Map<String, Value> fields = new HashMap<>();
        String twice = readFields(json, fields);
        if (json.nextToken() != null) {
            return refused(
                    ProblemCode.NOT_JSON,
                    "there is more after the object: must be one object a message");
        }
        if (twice != null) {
            return refused(
                    ProblemCode.DUPLICATE_KEY, quoted(twice) + " appears twice: must appear once");
        }
        return check(fields, payload);
    }

    /// Reads to the end of the object.
    ///
    /// @return a name that appears twice, if one does
    private static @Nullable String readFields(JsonParser json, Map<String, Value> fields)
            throws IOException {
        String twice = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            boolean readText = FieldRule.readsText(name, token);
            if (fields.put(name, new Value(token, readText ? json.getText() : null)) != null) {
                twice = name;
            }
            json.skipChildren();
        }
        return twice;
    }

    private static ClientMessage check(Map<String, Value> fields, Payload payload) {
        for (String reserved : List.of("from", "seq")) {
            if (fields.containsKey(reserved)) {
                return refused(
                        ProblemCode.RESERVED_FIELD,
                        reserved + " is set by the server: leave it out");
            }
        }
        Value type = fields.get("type");
        if (type == null || type.text() == null) {
            return refused(ProblemCode.MISSING_TYPE, "type is missing: must be a string");
        }
        if (type.text().equals("ping")) {
            return readPing(fields.get(FieldRule.LAST.name()));
        }
        return checkPassed(type.text(), fields, payload);
    }

    private static ClientMessage readPing(@Nullable Value last) {
        String problem = FieldRule.LAST.problem("ping", last);
        if (problem != null) {
            return refused(ProblemCode.BAD_FIELD, problem);
        }
        String text = last == null ? null : last.text();
        return new ClientMessage.Ping(text == null ? null : Long.valueOf(text));
    }

    private static ClientMessage checkPassed(
            String type, Map<String, Value> fields, Payload payload) {
        List<FieldRule> rules = FieldRule.BY_TYPE.get(type);
        if (rules == null) {
            return refused(
                    ProblemCode.UNKNOWN_TYPE,
                    "type = "
                            + quoted(type)
                            + ": must be one of answer, candidate, control, hangup, offer, ping, state");
        }
        for (FieldRule rule : rules) {
            String problem = rule.problem(type, fields.get(rule.name()));
            if (problem != null) {
                return refused(ProblemCode.BAD_FIELD, problem);
            }
        }
        Payload step = payload.as(stepOf(type, fields.get("call")));
        Value target = fields.get("target");
        if (target == null || target.is(JsonToken.VALUE_NULL)) {
            return new ClientMessage.Passed(null, step);
        }
        if (target.text() == null) {
            return refused(
                    ProblemCode.BAD_FIELD,
                    "target = " + target + ": must be the id of a member, or null");
        }
        return new ClientMessage.Passed(target.text(), step);
    }

    private static Payload.Step stepOf(String type, @Nullable Value call) {
        return switch (type) {
            case "answer" ->
                    new Payload.Step.Accepts(
                            call == null || call.text() == null
                                    ? null
                                    : FieldRule.shortened(call.text()));
            case "hangup" -> new Payload.Step.Ends();
            default -> Payload.OTHER;
        };
    }

    private static ClientMessage refused(ProblemCode code, String message) {
        return new ClientMessage.Refused(code, message);
    }

    private static String notJson(JsonProcessingException bad) {
        int column = bad.getLocation() == null ? 0 : bad.getLocation().getColumnNr();
        return "not JSON at character " + column + ": must be a JSON object (RFC 8259)";
    }

    private static String quoted(String text) {
        return '"' + FieldRule.shortened(text) + '"';
    }

    /// Whether it can be JSON in UTF-8 at all. Jackson reads past a byte order mark, and takes NUL
    /// bytes for UTF-16; no other reader of the message would.
    private static boolean isUtf8Json(byte[] text, int start) {
        return start >= 0 && text[start] > 0 && (start + 1 == text.length || text[start + 1] != 0);
    }

    /// The index of the first byte that is not white space; -1 if there is none.
    private static int firstByte(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] != ' ' && text[i] != '\n' && text[i] != '\r' && text[i] != '\t') {
                return i;
            }
        }
        return -1;
    }
}
