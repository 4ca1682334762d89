package dev.duologue.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.duologue.server.testing.Frames;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Bytes on which decoders of UTF-8 have failed, after Markus Kuhn's "UTF-8 decoder capability and
/// stress test" and in the groups of Autobahn's sections 6.5 to 6.23.
final class Utf8Sequences {
    private static final byte[] GREEK = HexFormat.of().parseHex("cebae1bdb9cf83cebcceb5");

    private static final List<byte[]> INCOMPLETE =
            hex("c0 e080 f08080 f8808080 fc80808080 df efbf f7bfbf fbbfbfbf fdbfbfbfbf");

    static final List<List<byte[]>> GROUPS =
            List.of(
                    both(
                            hex(
                                    "68656c6c6f24776f726c64 68656c6c6fc2a2776f726c64"
                                            + " 68656c6c6fe282ac776f726c64"
                                            + " 68656c6c6ff0a4ada2776f726c64"),
                            List.of(GREEK)),
                    prefixes(),
                    hex("00 c280 e0a080 f0908080"), // the first of each length
                    hex("f888808080 fc8480808080"), // lengths 5 and 6
                    hex("7f dfbf efbfbf f48fbfbf"), // the last of each length
                    hex("f7bfbfbf fbbfbfbfbf fdbfbfbfbfbf"), // beyond U+10FFFF
                    hex("ed9fbf ee8080 efbfbd f48fbfbf f4908080"), // other boundaries
                    both( // continuations of nothing
                            hex("80 bf 80bf 80bf80 80bf80bf 80bf80bf80 80bf80bf80bf"),
                            List.of(range(0x80, 0xBF, false))),
                    List.of( // starts that nothing follows
                            range(0xC0, 0xDF, true),
                            range(0xE0, 0xEF, true),
                            range(0xF0, 0xF7, true),
                            range(0xF8, 0xFB, true),
                            range(0xFC, 0xFD, true)),
                    INCOMPLETE,
                    List.of(Frames.join(INCOMPLETE.toArray(byte[][]::new))),
                    hex("fe ff fefeffff"), // never part of UTF-8
                    hex("c0af e080af f08080af f8808080af fc80808080af"), // overlong
                    hex("c1bf e09fbf f08fbfbf f887bfbfbf fc83bfbfbfbf"), // the largest overlong
                    // ones
                    hex("c080 e08080 f0808080 f880808080 fc8080808080"), // overlong NUL
                    hex("eda080 edadbf edae80 edafbf edb080 edbe80 edbfbf"), // surrogates
                    hex( // pairs of surrogates
                            "eda080edb080 eda080edbfbf edadbfedb080 edadbfedbfbf edae80edb080"
                                    + " edae80edbfbf edafbfedb080 edafbfedbfbf"),
                    nonCharacters(),
                    hex("efbfb9 efbfba efbfbb efbfbc efbfbd efbfbe efbfbf")); // specials

    private Utf8Sequences() {}

    private static List<byte[]> prefixes() {
        return IntStream.rangeClosed(1, GREEK.length)
                .mapToObj(length -> Arrays.copyOf(GREEK, length))
                .toList();
    }

    /// The last two code points of each plane: valid, and no characters.
    private static List<byte[]> nonCharacters() {
        return IntStream.rangeClosed(0, 16)
                .boxed()
                .flatMap(plane -> Stream.of(plane << 16 | 0xFFFE, plane << 16 | 0xFFFF))
                .map(point -> Character.toString(point).getBytes(UTF_8))
                .toList();
    }

    /// The bytes from `first` up to `end`, perhaps each before a space.
    private static byte[] range(int first, int end, boolean spaced) {
        int step = spaced ? 2 : 1;
        byte[] bytes = new byte[(end - first) * step];
        Arrays.fill(bytes, (byte) ' ');
        for (int i = 0; i < end - first; i++) {
            bytes[i * step] = (byte) (first + i);
        }
        return bytes;
    }

    private static List<byte[]> hex(String sequences) {
        return Stream.of(sequences.split(" ")).map(HexFormat.of()::parseHex).toList();
    }

    private static List<byte[]> both(List<byte[]> some, List<byte[]> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
