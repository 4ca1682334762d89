package dev.duologue.server.ops;

import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.net.LocalNames;
import dev.duologue.server.net.Origins;
import io.nayuki.qrcodegen.QrCode;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What a person reads once the server listens: where it is, and a QR code for the phone.
public final class Banner {
    private static final int QUIET_ZONE = 2;

    private Banner() {}

    /// Where the page is.
    ///
    /// @param port the one that was taken
    public static String links(ServerConfig config, int port) {
        Optional<InetAddress> one = config.host().filter(host -> !host.isAnyLocalAddress());
        List<InetAddress> network =
                one.map(Banner::reachable).orElseGet(LocalNames::networkAddresses);
        var text = new StringBuilder(2048);
        text.append("Duologue listens on port ")
                .append(port)
                .append(". Open one of these, and send it to the other person:\n\n");
        if (one.map(InetAddress::isLoopbackAddress).orElse(true)) {
            text.append("  this computer   http://localhost:").append(port).append("/\n");
        }
        for (InetAddress address : network) {
            text.append("  network         ").append(link(config, address, port)).append('\n');
        }
        if (config.tlsFiles().isEmpty() && !config.insecureHttp() && !network.isEmpty()) {
            text.append(
                    "\nThe certificate is this computer's own: each browser asks once whether to trust it.\n");
        }
        if (config.relay().enabled()) {
            text.append(portNote(port));
        }
        if (!network.isEmpty()) {
            text.append('\n').append(qrCode(link(config, network.getFirst(), port)));
        }
        return text.toString();
    }

    /// Where the relay is, where it is all there is.
    ///
    /// @param port the one that was taken
    public static String relay(ServerConfig config, int port) {
        String secret =
                config.relay().secret().isPresent()
                        ? "the one of turn-secret"
                        : "in " + config.dataDir().resolve("turn-secret");
        return "The relay listens on port "
                + port
                + ": STUN and TURN over UDP, TCP and TLS. The secret of its credentials is "
                + secret
                + ".\n"
                + portNote(port);
    }

    /// Chromium takes no other ports for TURN.
    private static String portNote(int port) {
        boolean taken = port >= 1024 || port == 53 || port == 80 || port == 443;
        return taken
                ? ""
                : "\nBrowsers use a relay only on ports 53, 80, 443 and from 1024 on, so not through this one.\n";
    }

    private static List<InetAddress> reachable(InetAddress host) {
        return host.isLoopbackAddress() ? List.of() : List.of(host);
    }

    private static String link(ServerConfig config, InetAddress address, int port) {
        return Origins.of(config, LocalNames.inUrl(address), port) + "/";
    }

    /// Two rows of modules a line. Light is drawn and dark is left out, because terminals are dark;
    /// readers take a code on a light terminal too, which is then the negative.
    private static String qrCode(String link) {
        QrCode code = QrCode.encodeText(link, QrCode.Ecc.LOW);
        var text = new StringBuilder(2048);
        for (int y = -QUIET_ZONE; y < code.size + QUIET_ZONE; y += 2) {
            text.append("  ");
            for (int x = -QUIET_ZONE; x < code.size + QUIET_ZONE; x++) {
                boolean upper = !code.getModule(x, y);
                boolean lower = !code.getModule(x, y + 1);
                text.append(upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
