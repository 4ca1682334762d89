package dev.duologue.server;

import dev.duologue.server.config.PublicHost;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.net.LocalNames;
import dev.duologue.server.net.Origins;
import io.nayuki.qrcodegen.QrCode;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What a person reads once the server listens: where it is, and a QR code for the phone.
public final class Banner {
    private static final int QUIET_ZONE = 2;

    /// Of a computer with many networks, those that a person can choose among.
    private static final int MAX_LINKS = 4;

    private static final String ROOM_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int ROOM_LENGTH = 16; // 80 bits: nobody can guess it
    private static final SecureRandom RANDOM = new SecureRandom();

    private Banner() {}

    /// Where the page is, and a room for the phone to begin in.
    ///
    /// @param port the one that was taken
    /// @param fingerprint of the own authority; empty under a certificate that was given
    public static String links(ServerConfig config, int port, Optional<String> fingerprint) {
        return links(config, port, fingerprint, newRoom());
    }

    static String links(ServerConfig config, int port, Optional<String> fingerprint, String room) {
        Optional<InetAddress> one = config.host().filter(host -> !host.isAnyLocalAddress());
        List<InetAddress> network = Origins.reachable(config);
        var text = new StringBuilder(2048);
        text.append("Duologue listens on port ")
                .append(port)
                .append(". Open one of these, and send it to the other person:\n\n");
        if (one.map(InetAddress::isLoopbackAddress).orElse(true)) {
            text.append("  this computer   http://localhost:")
                    .append(port)
                    .append(config.basePath().path())
                    .append('\n');
        }
        Optional<String> known = publicLink(config, port);
        known.ifPresent(link -> text.append("  everybody       ").append(link).append('\n'));
        for (InetAddress address : network.subList(0, Math.min(MAX_LINKS, network.size()))) {
            text.append("  network         ").append(link(config, address, port)).append('\n');
        }
        if (network.size() > MAX_LINKS) {
            text.append("                  and ")
                    .append(network.size() - MAX_LINKS)
                    .append(" more addresses\n");
        }
        if (fingerprint.isPresent() && !config.insecureHttp() && !network.isEmpty()) {
            String page = link(config, network.getFirst(), port) + "trust";
            text.append(trustNote(page, fingerprint.get()));
        }
        if (config.relay().enabled()) {
            text.append(portNote(publicPort(config).orElse(port)));
        }
        known.or(() -> network.stream().findFirst().map(address -> link(config, address, port)))
                .ifPresent(link -> text.append(phoneNote(link + "r/" + room)));
        return text.toString();
    }

    private static String phoneNote(String link) {
        return "\nA room for a phone to begin in: " + link + "\n\n" + qrCode(link);
    }

    private static OptionalInt publicPort(ServerConfig config) {
        return config.relay().publicHost().map(PublicHost::port).orElse(OptionalInt.empty());
    }

    private static Optional<String> publicLink(ServerConfig config, int port) {
        return config.relay()
                .publicHost()
                .map(place ->
                        Origins.of(config, place.name(), place.port().orElse(port))
                                + config.basePath().path());
    }

    private static String trustNote(String page, String fingerprint) {
        return "\nThe certificate is this computer's own: each browser asks once whether to trust it, and an\n"
                + "iPhone calls only after it was installed from "
                + page
                + "\n(SHA-256 "
                + fingerprint
                + ")\n";
    }

    private static String newRoom() {
        return RANDOM.ints(ROOM_LENGTH, 0, ROOM_LETTERS.length())
                .mapToObj(i -> String.valueOf(ROOM_LETTERS.charAt(i)))
                .collect(Collectors.joining())
                .replaceAll("(.{4})(?=.)", "$1-");
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

    private static String link(ServerConfig config, InetAddress address, int port) {
        return Origins.of(config, LocalNames.inUrl(address), port) + config.basePath().path();
    }

    /// Two rows of modules a line. Light is drawn and dark is left out, because terminals are dark;
    /// readers take a code on a light terminal too, which is then the negative.
    static String qrCode(String link) {
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
