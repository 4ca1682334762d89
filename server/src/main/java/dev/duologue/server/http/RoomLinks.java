package dev.duologue.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the room out of a path that a person, or the program it was sent through, has changed.
/// `docs/links.md` states the rules. `web/src/page/invitation.js` follows the same ones for what is
/// pasted, and both are tested with the table in `web/test/page/links.tsv`.
final class RoomLinks {
    private static final Pattern ROOM = Pattern.compile("[a-z0-9-]{1,64}");

    /// More than every link has, and little to search.
    private static final int MAX_LENGTH = 1024;

    private static final int MAX_DECODINGS = 3;
    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    private static final Pattern LINE_BREAK =
            Pattern.compile("[\\r\\n\\x0B\\f\\x{85}\\p{Zl}\\p{Zp}]+");
    private static final Pattern SPACE = Pattern.compile("[\\p{Zs}\\t+]");

    /// Controls, characters without a shape, and variation selectors.
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\x{FE00}-\\x{FE0F}&&[^\\n]]+");

    /// Besides what Unicode calls a dash, what is typed for one.
    private static final Pattern DASH =
            Pattern.compile("[\\p{Pd}\\x{2212}\\x{2043}\\x{2D7}\\x{2500}\\x{30FC}]");

    /// Where the room's name stands: behind the last `/r/` of a path that begins with one, or that
    /// is a whole link.
    private static final Pattern BEFORE_NAME =
            Pattern.compile("/+(?:r/+)?https?:/.*/r/+|/+(?:r/+)+", Pattern.DOTALL);

    private static final String CJK =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsBopomofo}";

    private static final Pattern BEFORE_CODE =
            Pattern.compile("(?:[^\\p{L}\\p{N}]|[" + CJK + "])+");

    /// Where a code ends for certain: a query, punctuation that no name has, and text of scripts
    /// that leave no space.
    private static final Pattern AFTER_CODE =
            Pattern.compile(
                    "[?&#,;!()\\[\\]{}<>\"'`" + CJK + "]|(?![\\p{L}\\p{N}\\p{M}])[^\\x00-\\x7F]");

    private static final Pattern TRAILING = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+$");

    /// The form that the page makes, however its four groups are separated.
    private static final String GROUP = "[a-km-np-z2-9]{4}";

    private static final Pattern PAGE_FORM =
            Pattern.compile(
                    "(G)[ \\n._-]+(G)[ \\n._-]+(G)[ \\n._-]+(G)(?![a-z0-9])".replace("G", GROUP));

    /// Words with dashes between them; after a space alone, only such as look like a part of a
    /// code.
    private static final Pattern WORDS =
            Pattern.compile(
                    ("[a-z0-9-]+(?: *- *[a-z0-9-]+"
                                    + "| +(?:(?=[a-z-]*[0-9])[a-z0-9-]+|G(?![a-z0-9])))*+")
                            .replace("G", GROUP));

    private static final Pattern SEPARATOR = Pattern.compile("(?: *- *| +)");

    private RoomLinks() {}

    /// Whether `text` is the name of a room as it stands.
    static boolean isRoom(String text) {
        return ROOM.matcher(text).matches();
    }

    /// The room that was meant.
    ///
    /// @param path of a request, percent-encoded
    static Optional<String> roomOf(String path) {
        String text = normalised(path);
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher before = BEFORE_NAME.matcher(withoutQuery(text));
        if (before.lookingAt()) {
            return codeIn(text.substring(before.end()));
        }
        Matcher code = PAGE_FORM.matcher(TRAILING.matcher(candidate(text)).replaceFirst(""));
        return code.matches() ? Optional.of(joined(code)) : Optional.empty();
    }

    private static String withoutQuery(String text) {
        return text.split("[?#]", 2)[0];
    }

    /// One way to write what can be written in many: percent-encoding, full-width letters, dashes.
    private static String normalised(String path) {
        String text = path;
        for (int i = 0; i < MAX_DECODINGS && text.indexOf('%') >= 0; i++) {
            text =
                    ENCODED.matcher(text)
                            .replaceAll(it -> Matcher.quoteReplacement(decoded(it.group())));
        }
        text = Normalizer.normalize(text, Normalizer.Form.NFKC);
        text = LINE_BREAK.matcher(text).replaceAll("\n");
        text = SPACE.matcher(text).replaceAll(" ");
        text = INVISIBLE.matcher(text).replaceAll("");
        text = DASH.matcher(text).replaceAll("-");
        return text.replace('\\', '/').toLowerCase(Locale.ROOT);
    }

    private static String decoded(String octets) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < octets.length(); i += 3) {
            bytes.write(Integer.parseInt(octets, i + 1, i + 3, 16));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// The code at the beginning of `text`, which stood behind `/r/`.
    private static Optional<String> codeIn(String text) {
        String all = candidate(text);
        Matcher pageForm = PAGE_FORM.matcher(all);
        String code = TRAILING.matcher(all.split("\n", 2)[0]).replaceFirst("");
        boolean hasPageForm = pageForm.lookingAt();
        if (isRoom(code) && (!hasPageForm || code.length() >= pageForm.end())) {
            return Optional.of(code);
        }
        if (hasPageForm) {
            return Optional.of(joined(pageForm));
        }
        return Optional.of(code)
                .filter(it -> WORDS.matcher(it).matches())
                .map(it -> SEPARATOR.matcher(it).replaceAll("-"))
                .filter(RoomLinks::isRoom);
    }

    /// From where a code may begin to where it must end.
    private static String candidate(String text) {
        Matcher before = BEFORE_CODE.matcher(text);
        String from = before.lookingAt() ? text.substring(before.end()) : text;
        return AFTER_CODE.split(from, 2)[0];
    }

    private static String joined(Matcher groups) {
        return String.join("-", groups.group(1), groups.group(2), groups.group(3), groups.group(4));
    }
}
