package dev.duologue.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// The certificate of this computer's authority in the forms that phones install, below `/trust`.
public final class TrustFiles {
    static final String PAGE = "/trust";
    private static final String CERTIFICATE = PAGE + "/duologue.crt";
    private static final String PROFILE = PAGE + "/duologue.mobileconfig";

    private final Supplier<Optional<byte[]>> authority;
    private final CompletionStage<?> ready;

    /// @param authority in DER; empty where the operator gave a certificate of another one
    /// @param ready when that is known: the very first certificate takes a second to make
    public TrustFiles(Supplier<Optional<byte[]>> authority, CompletionStage<?> ready) {
        this.authority = authority;
        this.ready = ready;
    }

    /// When `path` can be answered without a wait.
    CompletionStage<?> readyFor(String path) {
        return path.startsWith(PAGE) ? ready : CompletableFuture.completedStage(path);
    }

    /// Whether there is anything to install.
    boolean isOffered() {
        return authority.get().isPresent();
    }

    /// The file at `path`; empty if there is none.
    Optional<Reply> find(String path) {
        return switch (path) {
            case CERTIFICATE -> authority.get().map(TrustFiles::certificate);
            case PROFILE -> authority.get().map(TrustFiles::profile);
            default -> Optional.empty();
        };
    }

    /// The SHA-256 of a certificate, as phones show it.
    public static String fingerprint(byte[] der) {
        StringBuilder text = new StringBuilder();
        for (byte one : Sha256.of(der)) {
            text.append(text.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%02X", one));
        }
        return text.toString();
    }

    private static Reply certificate(byte[] der) {
        return reply("application/x-x509-ca-cert", der);
    }

    /// A configuration profile of iOS. Its identifiers are made of the certificate, so that a
    /// second one replaces the first.
    private static Reply profile(byte[] der) {
        byte[] digest = Sha256.of(der);
        String profile = identifier(Arrays.copyOfRange(digest, 0, digest.length / 2));
        String payload = identifier(Arrays.copyOfRange(digest, digest.length / 2, digest.length));
        String text =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>PayloadType</key><string>Configuration</string>
                  <key>PayloadVersion</key><integer>1</integer>
                  <key>PayloadIdentifier</key><string>dev.duologue.trust.{profile}</string>
                  <key>PayloadUUID</key><string>{profile}</string>
                  <key>PayloadDisplayName</key><string>Duologue</string>
                  <key>PayloadDescription</key><string>Trusts the computer that serves your Duologue calls.</string>
                  <key>PayloadContent</key>
                  <array>
                    <dict>
                      <key>PayloadType</key><string>com.apple.security.root</string>
                      <key>PayloadVersion</key><integer>1</integer>
                      <key>PayloadIdentifier</key><string>dev.duologue.trust.{profile}.root</string>
                      <key>PayloadUUID</key><string>{payload}</string>
                      <key>PayloadDisplayName</key><string>Duologue</string>
                      <key>PayloadCertificateFileName</key><string>duologue.crt</string>
                      <key>PayloadContent</key><data>{certificate}</data>
                    </dict>
                  </array>
                </dict>
                </plist>
                """
                        .replace("{profile}", profile)
                        .replace("{payload}", payload)
                        .replace("{certificate}", Base64.getEncoder().encodeToString(der));
        return reply("application/x-apple-aspen-config", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply reply(String type, byte[] body) {
        return new Reply(HttpResponseStatus.OK, type, body)
                .with(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    private static String identifier(byte[] seed) {
        return UUID.nameUUIDFromBytes(seed).toString().toUpperCase(Locale.ROOT);
    }
}
