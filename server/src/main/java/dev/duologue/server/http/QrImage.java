package dev.duologue.server.http;

import io.nayuki.qrcodegen.QrCode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/// A link as a QR code (ISO/IEC 18004), so that a phone gets it from a screen.
final class QrImage {
    private static final int MAX_LINK = 512;
    private static final int QUIET_ZONE = 4;

    private QrImage() {}

    /// Whether it is a link that is drawn.
    static boolean isDrawable(String link) {
        boolean web = link.startsWith("https://") || link.startsWith("http://");
        return web && link.length() <= MAX_LINK;
    }

    static Reply answer(String link) {
        if (!isDrawable(link)) {
            return Reply.text(
                    HttpResponseStatus.BAD_REQUEST,
                    "link must be an http or https URL of at most " + MAX_LINK + " characters");
        }
        byte[] svg =
                svg(QrCode.encodeText(link, QrCode.Ecc.MEDIUM)).getBytes(StandardCharsets.UTF_8);
        return new Reply(HttpResponseStatus.OK, "image/svg+xml", svg)
                .with(HttpHeaderNames.CACHE_CONTROL, "private, max-age=3600");
    }

    private static String svg(QrCode code) {
        int size = code.size + 2 * QUIET_ZONE;
        var svg = new StringBuilder(4096);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(size)
                .append(' ')
                .append(size);
        svg.append(
                "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\""
                        + " fill=\"#fff\"/><path stroke=\"#000\" d=\"");
        for (int y = 0; y < code.size; y++) {
            appendRow(svg, code, y);
        }
        return svg.append("\"/></svg>\n").toString();
    }

    /// One line for each run of dark modules, along its middle.
    private static void appendRow(StringBuilder svg, QrCode code, int y) {
        for (int x = 0; x < code.size; x++) {
            int start = x;
            while (code.getModule(x, y)) { // light beyond the edge
                x++;
            }
            if (x > start) {
                svg.append('M')
                        .append(start + QUIET_ZONE)
                        .append(' ')
                        .append(y + QUIET_ZONE)
                        .append(".5h")
                        .append(x - start);
            }
        }
    }
}
