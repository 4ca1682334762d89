package dev.duologue.server.http;

import dev.duologue.server.config.BasePath;
import dev.duologue.server.net.Origins;
import dev.duologue.server.net.RemoteClient;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Every path that can be asked for.
public final class Site {
    private static final String ROOMS = "/r/";

    private final Assets assets;
    private final Origins origins;
    private final TrustFiles trust;
    private final BasePath base;

    /// @param assets the page
    /// @param origins where others find it
    /// @param trust what phones install
    /// @param base where clients find all of it
    public Site(Assets assets, Origins origins, TrustFiles trust, BasePath base) {
        this.assets = assets;
        this.origins = origins;
        this.trust = trust;
        this.base = base;
    }

    CompletionStage<Reply> answer(
            RemoteClient peer, FullHttpRequest request, QueryStringDecoder target) {
        return trust.readyFor(target.rawPath()).thenApply(_ -> find(peer, request, target));
    }

    private Reply find(RemoteClient peer, FullHttpRequest request, QueryStringDecoder target) {
        if (!HttpServices.isRead(request)) {
            return Reply.text(
                            HttpResponseStatus.METHOD_NOT_ALLOWED,
                            "only GET and HEAD are allowed here")
                    .with(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        String path = target.rawPath();
        if (base.isAlmost(path)) {
            return redirect(base.path(), target.rawQuery());
        }
        return path.equals("/invitation.json")
                ? InvitationDocument.answer(peer, request, origins)
                : trust.find(path).orElseGet(() -> page(request, target, path));
    }

    private String document(String path) {
        if (path.equals("/")) {
            return Assets.HOME;
        }
        if (path.equals(TrustFiles.PAGE) || path.equals(Assets.TRUST)) {
            return trust.isOffered() ? Assets.TRUST : TrustFiles.PAGE;
        }
        boolean room = path.startsWith(ROOMS) && RoomLinks.isRoom(path.substring(ROOMS.length()));
        return room ? Assets.ROOM : path;
    }

    private Reply page(FullHttpRequest request, QueryStringDecoder target, String path) {
        return assets.find(document(path))
                .map(found -> found.answer(request.headers(), HttpResponseStatus.OK))
                .or(() ->
                        RoomLinks.roomOf(path)
                                .map(room -> redirect(base.add(ROOMS + room), target.rawQuery())))
                .or(() -> notFound(request))
                .orElseGet(() -> Reply.text(HttpResponseStatus.NOT_FOUND, "there is nothing here"));
    }

    /// To where a changed link was meant to lead. The target is a path of ours, so it leads nowhere
    /// else.
    private static Reply redirect(String path, String query) {
        String location = path + (query.isEmpty() ? "" : "?" + query);
        return Reply.text(HttpResponseStatus.FOUND, "this is at " + path)
                .with(HttpHeaderNames.LOCATION, location);
    }

    private Optional<Reply> notFound(FullHttpRequest request) {
        return assets.find(Assets.NOT_FOUND)
                .map(page -> page.answer(request.headers(), HttpResponseStatus.NOT_FOUND));
    }
}
