package dev.duologue.server.wire;

import static dev.duologue.server.testing.Frames.LAST;
import static dev.duologue.server.testing.Frames.MORE;
import static dev.duologue.server.testing.Frames.TEXT;
import static dev.duologue.server.testing.Frames.TEXT_START;
import static dev.duologue.server.testing.Frames.frame;
import static dev.duologue.server.testing.Frames.join;
import static dev.duologue.server.testing.Frames.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The cases of Autobahn's section 6, UTF-8, by their numbers.
class AutobahnUtf8Test extends AutobahnCases {
    private static final byte[] GREEK = HexFormat.of().parseHex("cebae1bdb9cf83cebcceb5");

    @TestFactory
    Stream<DynamicTest> utf8() {
        String words = message("Hello-µ@ßöäüàá-UTF-8!!");
        byte[] bytes = words.getBytes(UTF_8);
        int boundary = message("Hello-µ").getBytes(UTF_8).length - 2;
        add("6.1.1", List.of(notJson()), frame(TEXT));
        add("6.1.2", List.of(notJson()), frame(TEXT_START), frame(MORE), frame(LAST));
        add("6.1.3", List.of(passed(HELLO)), frame(TEXT_START), frame(MORE, HELLO), frame(LAST));
        add("6.2.1", List.of(passed(words)), text(words));
        byte[] head = Arrays.copyOf(bytes, boundary);
        byte[] tail = Arrays.copyOfRange(bytes, boundary, bytes.length);
        add("6.2.2", List.of(passed(words)), frame(TEXT_START, head), frame(LAST, tail));
        add("6.2.3", List.of(passed(words)), bytewise(bytes));
        byte[] sentence = message(new String(GREEK, UTF_8)).getBytes(UTF_8);
        add("6.2.4", List.of(passed(sentence)), bytewise(sentence));
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> notUtf8() {
        byte[] broken = join(GREEK, HexFormat.of().parseHex("eda080"), "edited".getBytes(UTF_8));
        add("6.3.1", List.of(closed(1007)), frame(TEXT, broken));
        add("6.3.2", List.of(closed(1007)), bytewise(broken));
        byte[] beyond = join(GREEK, HexFormat.of().parseHex("f490808065646974656400"));
        for (int i = 1; i <= 2; i++) {
            int wrong = GREEK.length + (i == 1 ? 0 : 1);
            byte[][] parts = {
                Arrays.copyOf(beyond, wrong),
                Arrays.copyOfRange(beyond, wrong, wrong + 4),
                Arrays.copyOfRange(beyond, wrong + 4, beyond.length)
            };
            byte[][] frames = {
                frame(TEXT_START, parts[0]), frame(MORE, parts[1]), frame(LAST, parts[2])
            };
            add("6.4." + i, List.of(closed(1007)), frames);
            byte[] whole = frame(TEXT, beyond);
            int cut = whole.length - beyond.length + wrong;
            byte[][] pieces = {
                Arrays.copyOf(whole, cut), Arrays.copyOfRange(whole, cut, whole.length)
            };
            add("6.4." + (i + 2), List.of(closed(1007)), pieces);
        }
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> sequences() {
        int section = 5;
        for (List<byte[]> group : Utf8Sequences.GROUPS) {
            int number = 1;
            for (byte[] sequence : group) {
                addSequence("6." + section + "." + number++, sequence);
            }
            section++;
        }
        return cases.stream();
    }

    /// A sequence of bytes as the text of a message, and as all there is.
    private void addSequence(String id, byte[] sequence) {
        if (!isUtf8(sequence)) {
            add(id, List.of(closed(1007)), frame(TEXT, sequence));
            return;
        }
        add(id, List.of(notJson()), frame(TEXT, sequence));
        if (sequence[0] != 0) { // which JSON wants to be escaped
            byte[] message = message(new String(sequence, UTF_8)).getBytes(UTF_8);
            add(id + " in a message", List.of(passed(message)), frame(TEXT, message));
        }
    }

    private static byte[] bytewise(byte[] text) {
        return fragments(TEXT_START, text, 1);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)); // which reports what is malformed
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
