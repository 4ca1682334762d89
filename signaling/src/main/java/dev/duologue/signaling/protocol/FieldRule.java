package dev.duologue.signaling.protocol;

import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one field of a message that is passed on must look like.
///
/// @param name of the field
/// @param required whether it must be there; where not, `null` means absent
/// @param allows whether a value is right
/// @param rule the same in words, after "must be"
record FieldRule(String name, boolean required, Predicate<Value> allows, String rule) {
    private static final int MAX_NAME = 64;
    private static final Pattern SEQ = Pattern.compile("[0-9]{1,15}");
    private static final List<String> HANGUP_REASONS =
            List.of("declined", "busy", "cancelled", "timeout", "ended");

    /// The fields of every type that is passed on; a type that is not here is unknown.
    static final Map<String, List<FieldRule>> BY_TYPE =
            Map.of(
                    "offer", List.of(description()),
                    "answer", List.of(description()),
                    "candidate", List.of(candidate()),
                    "hangup", List.of(hangupReason()),
                    "state",
                            List.of(
                                    flag("ready"),
                                    flag("audio"),
                                    flag("video"),
                                    flag("screen"),
                                    personName()),
                    "control", List.of());

    /// The one field of `ping`.
    static final FieldRule LAST =
            new FieldRule(
                    "last",
                    false,
                    value ->
                            value.is(JsonToken.VALUE_NUMBER_INT)
                                    && value.text() != null
                                    && SEQ.matcher(value.text()).matches(),
                    "the seq of a message: a whole number");

    /// The value of a field at the top level.
    ///
    /// @param token its kind: the first token of an object or array
    /// @param text of a string or whole number whose content matters; `null` for everything else
    record Value(JsonToken token, @Nullable String text) {
        boolean is(JsonToken... kinds) {
            return Set.of(kinds).contains(token);
        }

        @Override
        public String toString() {
            return text == null || token != JsonToken.VALUE_STRING
                    ? kind()
                    : '"' + shortened(text) + '"';
        }

        private String kind() {
            return switch (token) {
                case START_OBJECT -> "an object";
                case START_ARRAY -> "an array";
                case VALUE_STRING -> "a string";
                case VALUE_TRUE -> "true";
                case VALUE_FALSE -> "false";
                case VALUE_NULL -> "null";
                default -> "a number";
            };
        }
    }

    /// What is wrong with `value`, in words; `null` where nothing is.
    @Nullable String problem(String type, @Nullable Value value) {
        boolean absent = value == null || (!required && value.is(JsonToken.VALUE_NULL));
        if (absent && !required) {
            return null;
        }
        if (value == null) {
            return type + "." + name + " is missing: must be " + rule;
        }
        return allows.test(value) ? null : type + "." + name + " = " + value + ": must be " + rule;
    }

    /// Whether the text of a field matters here; all others are only passed over.
    static boolean readsText(String field, JsonToken token) {
        return switch (field) {
            case "type", "target", "reason", "name", "call" -> token == JsonToken.VALUE_STRING;
            case "last" -> token == JsonToken.VALUE_NUMBER_INT;
            default -> false;
        };
    }

    /// At most 64 characters of `text`, so that an error is never as long as what caused it.
    static String shortened(String text) {
        return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
    }

    private static FieldRule description() {
        return new FieldRule(
                "sdp",
                true,
                value -> value.is(JsonToken.VALUE_STRING, JsonToken.START_OBJECT),
                "a session description: a string or an object");
    }

    private static FieldRule candidate() {
        return new FieldRule(
                "candidate",
                true,
                value ->
                        value.is(
                                JsonToken.START_OBJECT,
                                JsonToken.VALUE_STRING,
                                JsonToken.VALUE_NULL),
                "an RTCIceCandidateInit object, a string or null");
    }

    private static FieldRule hangupReason() {
        return new FieldRule(
                "reason",
                false,
                value -> value.text() != null && HANGUP_REASONS.contains(value.text()),
                "one of " + String.join(", ", HANGUP_REASONS));
    }

    private static FieldRule flag(String name) {
        return new FieldRule(
                name,
                false,
                value -> value.is(JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE),
                "true or false");
    }

    private static FieldRule personName() {
        return new FieldRule(
                "name",
                false,
                value -> value.text() != null && value.text().length() <= MAX_NAME,
                "a string of at most " + MAX_NAME + " characters");
    }
}
