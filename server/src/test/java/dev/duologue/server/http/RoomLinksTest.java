package dev.duologue.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoomLinksTest {
    /// The cases that the page is tested with, too.
    private static final Path TABLE = Path.of("..", "web", "test", "page", "links.tsv");

    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]+)}");
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final List<String> GAPS =
            List.of("-", "–", "—", "‑", "－", "−", " - ", " – ", " ", "\u3000", "\u00a0", "+", "\n");
    private static final List<String> WRAPS =
            List.of("", "<>", "()", "《》", "「」", "“”", "\"\"", "[]", "（）", "【】", "''");
    private static final List<String> TAILS =
            List.of("", ".", ",", ")", "。", "/", "，", "！", "?", "；", "”", " ", "\n", "…", "，来吧");
    private static final List<String> ROOTS =
            List.of("/r/", "/R/", "//r/", "/r//", "/https://call.example/r/", "/");

    static Stream<Arguments> cases() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .filter(cells -> !cells[0].equals("text"))
                .map(cells ->
                        Arguments.of(
                                (cells[0].equals("code") ? "/r/" : "") + written(cells[1]),
                                cells[2]));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCaseOfTheTableLeadsWhereItSays(String path, String room) {
        assertThat(RoomLinks.roomOf(encoded(path)).orElse("-")).isEqualTo(room);
    }

    @Test
    void whateverHappensToALinkOnItsWayItLeadsToTheRoomThatItWasMadeFor() {
        var random = new Random(20_261_127);
        for (int i = 0; i < 5000; i++) {
            String room = newRoom(random);
            String wrap = pick(random, WRAPS);
            String code = room.replace("-", pick(random, GAPS)) + pick(random, TAILS);
            String sent = wrap.isEmpty() ? code : wrap.substring(0, 1) + code + wrap.substring(1);
            String path =
                    pick(random, ROOTS)
                            + (random.nextBoolean() ? sent.toUpperCase(Locale.ROOT) : sent);
            String once = encoded(path);
            String sentOn = random.nextInt(5) == 0 ? once.replace("%", "%25") : once;
            assertThat(RoomLinks.roomOf(sentOn)).as(path).contains(room);
        }
    }

    @Test
    void ofAnyPathAtAllThereComeNamesOfRoomsOnlyAndEachMeansItself() {
        var random = new Random(4);
        List<String> parts =
                List.of(
                        "a", "K", "3", "-", "–", " ", "/", "/r/", "%", "%25", "%e3", "。", "<", "?",
                        "é", "\n", "房");
        for (int i = 0; i < 5000; i++) {
            String path =
                    "/r/"
                            + random.ints(random.nextInt(30), 0, parts.size())
                                    .mapToObj(parts::get)
                                    .collect(Collectors.joining());
            RoomLinks.roomOf(path)
                    .ifPresent(room -> {
                        assertThat(RoomLinks.isRoom(room)).as(path).isTrue();
                        assertThat(RoomLinks.roomOf("/r/" + room)).contains(room);
                    });
        }
    }

    @Test
    void whatIsLongerThanAnyLinkMeansNothing() {
        for (String part : new String[] {"a", "-", "a-", ".", "a ", "%41", "%25", "%EF%B7%BA"}) {
            assertThat(RoomLinks.roomOf("/r/" + part.repeat(4000 / part.length()))).isEmpty();
        }
    }

    @Test
    void aRoomHas1To64LowerCaseLettersDigitsAndHyphens() {
        assertThat(Stream.of("a", "-", "abc-09", "a".repeat(64))).allMatch(RoomLinks::isRoom);
        assertThat(Stream.of("", "A", "a_b", "a b", "ä", "a/b", "a\n", "a".repeat(65)))
                .noneMatch(RoomLinks::isRoom);
    }

    private static String newRoom(Random random) {
        return random.ints(16, 0, ALPHABET.length())
                .mapToObj(at -> ALPHABET.substring(at, at + 1))
                .collect(Collectors.joining())
                .replaceAll(".{4}(?=.)", "$0-");
    }

    private static String pick(Random random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String written(String text) {
        return CHARACTER
                .matcher(text.replace("\\n", "\n"))
                .replaceAll(it -> Character.toString(Integer.parseInt(it.group(1), 16)));
    }

    /// As browsers put it into a request; what is encoded already stays.
    private static String encoded(String path) {
        return path.codePoints()
                .mapToObj(Character::toString)
                .map(it ->
                        it.equals(" ")
                                ? "%20"
                                : it.matches("[!-~]")
                                        ? it
                                        : URLEncoder.encode(it, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
