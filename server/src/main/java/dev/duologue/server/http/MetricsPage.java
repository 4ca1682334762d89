package dev.duologue.server.http;

import dev.duologue.server.ops.MetricsText;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// `/metrics`, for who shows the token of the operator. Where there is none, nobody can tell that
/// there is such a path.
///
/// @param token what has to be shown
/// @param source the text
public record MetricsPage(Optional<String> token, Supplier<CompletionStage<String>> source) {
    static final String PATH = "/metrics";

    private static final String SCHEME = "Bearer ";

    /// Whether it is here at all.
    boolean isOffered() {
        return token.isPresent();
    }

    CompletionStage<Reply> answer(FullHttpRequest request) {
        String shown = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        return shown.startsWith(SCHEME) && isToken(shown.substring(SCHEME.length()))
                ? text()
                : CompletableFuture.completedStage(
                        Reply.text(
                                        HttpResponseStatus.UNAUTHORIZED,
                                        "show the token of the operator")
                                .with(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer"));
    }

    CompletionStage<Reply> text() {
        return source.get()
                .thenApply(text ->
                        new Reply(
                                        HttpResponseStatus.OK,
                                        MetricsText.TYPE,
                                        text.getBytes(StandardCharsets.UTF_8))
                                .with(HttpHeaderNames.CACHE_CONTROL, "no-store"));
    }

    /// In a time that does not depend on how much of it is right.
    private boolean isToken(String shown) {
        byte[] wanted = token.orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(wanted, shown.getBytes(StandardCharsets.UTF_8));
    }
}
