package dev.duologue.server.http;

import dev.duologue.server.net.Peer;
import dev.duologue.server.ops.Health;
import dev.duologue.server.ws.WebSocketUpgrade;
import dev.duologue.signaling.room.Entry;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// What HTTP connections share. What takes long is answered from other threads.
///
/// @param admits whether a WebSocket may be opened for a room
/// @param insecureHttp whether plain http is served to others than loopback
/// @param hosts the names that this computer may be asked by
public record HttpServices(
        Site site,
        WebSocketUpgrade webSockets,
        Predicate<Entry> admits,
        QrImages qrImages,
        Health health,
        TransportSecurity security,
        boolean insecureHttp,
        HostPolicy hosts) {

    /// The answer to a request for anything but a WebSocket.
    CompletionStage<Reply> answer(FullHttpRequest request, QueryStringDecoder target, Peer peer) {
        String host = Hosts.name(request);
        return find(request, target, peer).thenApply(reply -> security.on(reply, peer, host));
    }

    private CompletionStage<Reply> find(
            FullHttpRequest request, QueryStringDecoder target, Peer peer) {
        boolean read =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        return switch (read ? target.rawPath() : "") {
            case "/healthz" -> health.check().thenApply(HttpServices::healthReply);
            case "/qr.svg" ->
                    qrImages.answer(
                            target.parameters().getOrDefault("link", List.of("")).getFirst(),
                            peer.limitKey());
            default -> site.answer(peer, request, target);
        };
    }

    private static Reply healthReply(List<String> broken) {
        return broken.isEmpty()
                ? Reply.text(HttpResponseStatus.OK, "ok")
                : Reply.text(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "does not work: " + String.join(", ", broken));
    }
}
