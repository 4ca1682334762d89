package dev.duologue.server.wire;

import static dev.duologue.server.testing.Frames.BINARY;
import static dev.duologue.server.testing.Frames.CLOSE;
import static dev.duologue.server.testing.Frames.LAST;
import static dev.duologue.server.testing.Frames.MORE;
import static dev.duologue.server.testing.Frames.PING;
import static dev.duologue.server.testing.Frames.PONG;
import static dev.duologue.server.testing.Frames.TEXT;
import static dev.duologue.server.testing.Frames.TEXT_START;
import static dev.duologue.server.testing.Frames.close;
import static dev.duologue.server.testing.Frames.frame;
import static dev.duologue.server.testing.Frames.join;
import static dev.duologue.server.testing.Frames.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duologue.server.testing.Frames;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The cases of the Autobahn test suite, sections 1 to 5, 7 and 9, by their numbers. Sections 12
/// and 13 are for compression, which is not offered.
class AutobahnTest extends AutobahnCases {
    @TestFactory
    Stream<DynamicTest> framing() {
        for (int[] each :
                new int[][] {
                    {1, 0}, {2, 125}, {3, 126}, {4, 127}, {5, 128}, {6, 65_535}, {7, 65_536}
                }) {
            byte[] sized = sized(each[1]);
            add("1.1." + each[0], List.of(passedIfAny(sized)), frame(TEXT, sized));
            add("1.2." + each[0], List.of(notText()), frame(BINARY, new byte[each[1]]));
        }
        add("1.1.8", List.of(passed(sized(65_536))), chops(997, frame(TEXT, sized(65_536))));
        add("1.2.8", List.of(notText()), chops(997, frame(BINARY, new byte[65_536])));
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> pingsAndPongs() {
        byte[] odd = {
            0, (byte) 0xFF, (byte) 0xFE, (byte) 0xFD, (byte) 0xFC, (byte) 0xFB, 0, (byte) 0xFF
        };
        String longest = "\u00FE".repeat(125);
        add("2.1", List.of(pong("")), frame(PING));
        add("2.2", List.of(pong("Hello, world!")), frame(PING, "Hello, world!"));
        add("2.3", List.of(pong(new String(odd, ISO_8859_1))), frame(PING, odd));
        add("2.4", List.of(pong(longest)), frame(PING, longest.getBytes(ISO_8859_1)));
        add("2.5", List.of(closed(1002)), frame(PING, new byte[126]));
        add("2.6", List.of(pong(longest)), chops(1, frame(PING, longest.getBytes(ISO_8859_1))));
        add("2.7", List.of(), frame(PONG));
        add("2.8", List.of(), frame(PONG, "unsolicited pong payload"));
        add(
                "2.9",
                List.of(pong("ping payload")),
                frame(PONG, "unsolicited"),
                frame(PING, "ping payload"));
        List<Outcome> pongs = new ArrayList<>();
        byte[][] pings = new byte[10][];
        for (int i = 0; i < 10; i++) {
            pings[i] = frame(PING, "payload-" + i);
            pongs.add(pong("payload-" + i));
        }
        add("2.10", pongs, pings);
        add("2.11", pongs, chops(1, pings));
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> reservedBitsAndOpcodes() {
        add("3.1", List.of(closed(1002)), frame(0x91, "Hello, world!"));
        byte[][] second = {text(HELLO), frame(0xA1, HELLO), frame(PING)};
        add("3.2", List.of(passed(HELLO), closed(1002)), join(second));
        second[1] = frame(0xB1, HELLO);
        add("3.3", List.of(passed(HELLO), closed(1002)), second);
        second[1] = frame(0xC1, HELLO);
        add("3.4", List.of(passed(HELLO), closed(1002)), chops(1, second));
        add("3.5", List.of(closed(1002)), frame(0xD2, new byte[8]));
        add("3.6", List.of(closed(1002)), frame(0xE9, "Hello, world!"));
        add("3.7", List.of(closed(1002)), frame(0xF8));
        for (int group = 1; group <= 2; group++) {
            int first = group == 1 ? 0x83 : 0x8B;
            String id = "4." + group + ".";
            add(id + 1, List.of(closed(1002)), frame(first));
            add(id + 2, List.of(closed(1002)), frame(first + 1, "reserved opcode payload"));
            byte[] third = frame(first + 2);
            byte[] fourth = frame(first + 3, HELLO);
            byte[] fifth = frame(first + 4, HELLO);
            List<Outcome> passedThenClosed = List.of(passed(HELLO), closed(1002));
            add(id + 3, passedThenClosed, join(text(HELLO), third, frame(PING)));
            add(id + 4, passedThenClosed, text(HELLO), fourth, frame(PING));
            add(id + 5, passedThenClosed, chops(1, text(HELLO), fifth, frame(PING)));
        }
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> fragmentation() {
        byte[][] halves = {
            frame(TEXT_START, HELLO.substring(0, 9)), frame(LAST, HELLO.substring(9))
        };
        byte[][] pinged = {halves[0], frame(PING, "ping payload"), halves[1]};
        List<Outcome> pongThenPassed = List.of(pong("ping payload"), passed(HELLO));
        add("5.1", List.of(closed(1002)), frame(0x09, "fragment1"), frame(LAST, "fragment2"));
        add("5.2", List.of(closed(1002)), frame(0x0A, "fragment1"), frame(LAST, "fragment2"));
        add("5.3", List.of(passed(HELLO)), join(halves));
        add("5.4", List.of(passed(HELLO)), halves);
        add("5.5", List.of(passed(HELLO)), chops(1, halves));
        add("5.6", pongThenPassed, join(pinged));
        add("5.7", pongThenPassed, pinged);
        add("5.8", pongThenPassed, chops(1, pinged));
        addOrphans(9, LAST);
        addOrphans(12, MORE);
        byte[][] orphan = {halves[0], halves[1], frame(MORE, "fragment3"), text(HELLO)};
        add("5.15", List.of(passed(HELLO), closed(1002)), orphan);
        byte[][] repeated = {frame(MORE, "fragment1"), frame(LAST, "fragment2")};
        add("5.16", List.of(closed(1002)), join(join(repeated), join(repeated)));
        byte[][] ended = {frame(LAST, "fragment1"), frame(LAST, "fragment2")};
        add("5.17", List.of(closed(1002)), join(join(ended), join(ended)));
        add("5.18", List.of(closed(1002)), frame(TEXT_START, "{"), frame(TEXT, "}"));
        byte[][] five = {
            frame(TEXT_START, HELLO.substring(0, 3)),
            frame(MORE, HELLO.substring(3, 9)),
            frame(PING, "pongme 1!"),
            frame(MORE, HELLO.substring(9, 10)),
            frame(MORE, HELLO.substring(10, 20)),
            frame(PING, "pongme 2!"),
            frame(LAST, HELLO.substring(20))
        };
        List<Outcome> all = List.of(pong("pongme 1!"), pong("pongme 2!"), passed(HELLO));
        add("5.19", all, join(five));
        add("5.20", all, five);
        return cases.stream();
    }

    /// A continuation of nothing before a message: in one piece, frame by frame, byte by byte.
    private void addOrphans(int number, int first) {
        byte[][] orphan = {frame(first, "non-continuation payload"), text(HELLO)};
        add("5." + number, List.of(closed(1002)), join(orphan));
        add("5." + (number + 1), List.of(closed(1002)), orphan);
        add("5." + (number + 2), List.of(closed(1002)), chops(1, orphan));
    }

    @TestFactory
    Stream<DynamicTest> closes() {
        byte[] normal = close(1000, "");
        add("7.1.1", List.of(passed(HELLO), closed(1000)), join(text(HELLO), normal, text(HELLO)));
        add("7.1.2", List.of(closed(1000)), join(normal, frame(CLOSE)));
        add("7.1.3", List.of(closed(1000)), join(normal, frame(PING)));
        add("7.1.4", List.of(closed(1000)), join(normal, text(HELLO)));
        byte[][] within = {frame(TEXT_START, "fragment1"), normal, frame(LAST, "fragment2")};
        add("7.1.5", List.of(closed(1000)), join(within));
        String large = new String(sized(256 << 10), UTF_8);
        List<Outcome> bothThenClosed = List.of(passed(large), passed(HELLO), closed(1000));
        add("7.1.6", bothThenClosed, join(text(large), text(HELLO), normal, frame(PING)));
        add("7.3.1", List.of(closed(1005)), frame(CLOSE));
        add("7.3.2", List.of(closed(1002)), frame(CLOSE, "x"));
        add("7.3.3", List.of(closed(1000)), normal);
        add("7.3.4", List.of(closed(1000)), close(1000, "Hello World!"));
        add("7.3.5", List.of(closed(1000)), close(1000, "*".repeat(123)));
        add("7.3.6", List.of(closed(1002)), close(1000, "*".repeat(124)));
        byte[] reason = HexFormat.of().parseHex("cebae1bdb9cf83cebcceb5eda080656469746564");
        add("7.5.1", List.of(closed(1007)), frame(CLOSE, Frames.closePayload(1000, reason)));
        addCodes(
                "7.7.", true, 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999,
                4000, 4999);
        addCodes("7.9.", false, 0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999);
        addCodes("7.13.", false, 5000, 65_535);
        return cases.stream();
    }

    private void addCodes(String section, boolean valid, int... codes) {
        for (int i = 0; i < codes.length; i++) {
            Outcome end = closed(valid ? codes[i] : 1002);
            add(section + (i + 1), List.of(end), close(codes[i], ""));
        }
    }

    @TestFactory
    Stream<DynamicTest> limits() {
        int[] mebibytes = {1 << 16, 1 << 18, 1 << 20, 4 << 20, 8 << 20, 16 << 20};
        for (int i = 0; i < mebibytes.length; i++) {
            byte[] sized = sized(mebibytes[i]);
            add("9.1." + (i + 1), List.of(passedIfAny(sized)), frame(TEXT, sized));
            add("9.2." + (i + 1), List.of(notText()), frame(BINARY, sized));
        }
        for (int i = 0; i < 9; i++) {
            int size = 64 << (2 * i);
            add("9.3." + (i + 1), List.of(tooLarge()), fragments(TEXT_START, sized(4 << 20), size));
            add("9.4." + (i + 1), List.of(notText()), fragments(0x02, sized(4 << 20), size));
        }
        byte[] longest = sized(MAX_MESSAGE);
        add("9.3 of what may pass", List.of(passed(longest)), fragments(TEXT_START, longest, 64));
        for (int i = 0; i < 6; i++) {
            int size = 64 << i;
            add("9.5." + (i + 1), List.of(passed(longest)), chops(size, frame(TEXT, longest)));
            add("9.6." + (i + 1), List.of(notText()), chops(size, frame(BINARY, longest)));
        }
        int[] small = {0, 16, 64, 256, 1024, 4096};
        for (int i = 0; i < small.length; i++) {
            int size = small[i];
            cases.add(
                    dynamicTest(
                            "9.7." + (i + 1),
                            () -> exchange(frame(TEXT, sized(size)), passedIfAny(sized(size)))));
            cases.add(
                    dynamicTest(
                            "9.8." + (i + 1),
                            () -> exchange(frame(BINARY, new byte[size]), notText())));
        }
        return cases.stream();
    }

    /// A thousand messages, each sent when the one before has come. A good one is between them: ten
    /// bad ones in a row cost the connection.
    private static void exchange(byte[] frame, Outcome outcome) {
        inRoom((ann, bob) -> {
            for (int i = 0; i < 1000; i++) {
                ann.send(frame);
                expect(outcome, ann, bob);
                ann.send(text(HELLO));
                expect(passed(HELLO), ann, bob);
            }
        });
    }

    /// What becomes of `sized` text.
    private static Outcome passedIfAny(byte[] sized) {
        if (sized.length > MAX_MESSAGE) {
            return tooLarge();
        }
        return sized.length > 0 && sized[0] == '{' ? passed(sized) : notJson();
    }

    /// A message of so many bytes; where there is none as short, asterisks.
    private static byte[] sized(int length) {
        int around = message("").length();
        String stars = "*".repeat(length < around ? length : length - around);
        return (length < around ? stars : message(stars)).getBytes(UTF_8);
    }
}
