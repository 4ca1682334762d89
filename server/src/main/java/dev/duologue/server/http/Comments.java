package dev.duologue.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Comments are for whoever reads the source; over the wire they would be a third of the page.
final class Comments {
    private static final Pattern LINE = Pattern.compile("\\s*(//.*|/\\*((?!\\*/).)*\\*/\\s*)");
    private static final Pattern BLOCK_START = Pattern.compile("\\s*/\\*((?!\\*/).)*");
    private static final Pattern BLOCK_END = Pattern.compile("((?!\\*/).)*\\*/\\s*");

    private Comments() {}

    /// The same JavaScript or CSS, with an empty line for each line that is all comment: what is
    /// told of a line elsewhere still holds. A comment beside code stays, as telling it from a
    /// string takes a parser. Our sources have no text of several lines with a line that looks like
    /// a comment.
    static byte[] without(byte[] source) {
        String[] lines = new String(source, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int end = BLOCK_START.matcher(lines[i]).matches() ? endOfBlock(lines, i) : i;
            boolean whole =
                    end > i
                            ? BLOCK_END.matcher(lines[end]).matches()
                            : LINE.matcher(lines[i]).matches();
            if (whole) {
                Arrays.fill(lines, i, end + 1, "");
            }
            i = end;
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static int endOfBlock(String[] lines, int start) {
        int end = start;
        while (end < lines.length - 1 && !lines[end].contains("*/")) {
            end++;
        }
        return end;
    }
}
