package dev.duologue.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the header `Forwarded` of RFC 7239 section 4.
final class ForwardedElements {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /// A parameter, then what ends it; elements without parameters are allowed (RFC 9110 section
    /// 5.6.1).
    private static final Pattern PAIR =
            Pattern.compile(
                    "[ \\t]*(?:(T)=(?:(T)|\"((?:[^\"\\\\]|\\\\.)*+)\"))?[ \\t]*([,;]|$)"
                            .replace("T", TOKEN));

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private ForwardedElements() {}

    /// The elements in their order, the nearest proxy's last: values by parameters in lower case.
    ///
    /// @throws ForwardedException if the header breaks the grammar
    static List<Map<String, String>> parse(String header) throws ForwardedException {
        List<Map<String, String>> elements = new ArrayList<>();
        Map<String, String> element = new HashMap<>();
        Matcher pair = PAIR.matcher(header);
        for (int at = 0; at <= header.length(); at = pair.end()) {
            if (!pair.region(at, header.length()).lookingAt()) {
                throw new ForwardedException("Forwarded must be as RFC 7239 section 4 has it");
            }
            if (pair.group(1) != null) {
                String name = pair.group(1).toLowerCase(Locale.ROOT);
                if (element.put(name, value(pair)) != null) {
                    throw new ForwardedException(
                            "Forwarded must name " + name + " once an element");
                }
            }
            if (!pair.group(4).equals(";") && !element.isEmpty()) {
                elements.add(element);
                element = new HashMap<>();
            }
            if (pair.group(4).isEmpty()) {
                break;
            }
        }
        return elements;
    }

    private static String value(Matcher pair) {
        String token = pair.group(2);
        return token == null ? ESCAPE.matcher(pair.group(3)).replaceAll("$1") : token;
    }
}
