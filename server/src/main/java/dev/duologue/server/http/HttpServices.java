package dev.duologue.server.http;

import dev.duologue.server.config.BasePath;
import dev.duologue.server.net.RemoteClient;
import dev.duologue.server.ops.Counters;
import dev.duologue.server.ops.Health;
import dev.duologue.signaling.room.Entry;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What HTTP connections share. What takes long is answered from other threads.
///
/// @param admits whether a WebSocket may be opened for a room
/// @param limit whether a client may have the connection that a proxy has for it alone
/// @param insecureHttp whether plain http is served to others than loopback
/// @param base where clients find all of it
/// @param hosts the names that this computer may be asked by
public record HttpServices(
        Site site,
        WebSocketEndpoint webSockets,
        Predicate<Entry> admits,
        BiPredicate<RemoteClient, Channel> limit,
        Forwarding forwarding,
        Counters counters,
        QrImages qrImages,
        Health health,
        TransportSecurity security,
        boolean insecureHttp,
        HostPolicy hosts,
        BasePath base,
        MetricsPage metrics) {
    private static final String HEALTH = "/healthz";

    /// The answer to a request for anything but a WebSocket.
    CompletionStage<Reply> answer(
            FullHttpRequest request, QueryStringDecoder target, RemoteClient peer) {
        String host = Hosts.name(request);
        return find(request, target, peer).thenApply(reply -> security.on(reply, peer, host));
    }

    private CompletionStage<Reply> find(
            FullHttpRequest request, QueryStringDecoder target, RemoteClient peer) {
        return switch (isRead(request) ? target.rawPath() : "") {
            case HEALTH -> health.check().thenApply(HttpServices::healthReply);
            case "/qr.svg" ->
                    qrImages.answer(
                            target.parameters().getOrDefault("link", List.of("")).getFirst(),
                            peer.limitKey());
            case MetricsPage.PATH ->
                    metrics.isOffered()
                            ? metrics.answer(request)
                            : site.answer(peer, request, target);
            default -> site.answer(peer, request, target);
        };
    }

    /// The answer under a name that is none of ours.
    static Reply misdirected() {
        return Reply.text(
                HttpResponseStatus.MISDIRECTED_REQUEST,
                "this server does not know that name: use localhost, or see --public-host");
    }

    /// Whether a request asks no more than whether the program works.
    static boolean isHealthCheck(FullHttpRequest request) {
        return isRead(request) && request.uri().equals(HEALTH);
    }

    static boolean isRead(FullHttpRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    static Reply healthReply(List<String> broken) {
        return broken.isEmpty()
                ? Reply.text(HttpResponseStatus.OK, "ok")
                : Reply.text(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "does not work: " + String.join(", ", broken));
    }
}
