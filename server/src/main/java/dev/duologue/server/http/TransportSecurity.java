package dev.duologue.server.http;

import dev.duologue.server.net.RemoteClient;
import io.netty.util.NetUtil;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// HTTP Strict Transport Security (RFC 6797), where the certificate is one that browsers trust:
/// under our own it would take the question away by which a person gets to the page.
public final class TransportSecurity {
    private static final String LOCAL = "localhost";

    private final BooleanSupplier trusted;
    private final String value;
    private final boolean wanted;

    /// @param trusted whether the operator gave the certificate in force
    /// @param days for which a browser remembers; 0 = send nothing
    public TransportSecurity(BooleanSupplier trusted, int days) {
        this.trusted = trusted;
        this.value = "max-age=" + Duration.ofDays(days).toSeconds();
        this.wanted = days > 0;
    }

    /// Adds the header to an answer, where it is one over TLS to a name. Other programs on the
    /// computer of a developer answer to `localhost` too, and addresses cannot have the policy.
    Reply on(Reply reply, RemoteClient peer, String host) {
        boolean send = wanted && peer.tls() && isName(host) && trusted.getAsBoolean();
        return send ? reply.with("Strict-Transport-Security", value) : reply;
    }

    private static boolean isName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return !name.startsWith("[")
                && !name.equals(LOCAL)
                && !name.endsWith("." + LOCAL)
                && !NetUtil.isValidIpV4Address(name);
    }
}
