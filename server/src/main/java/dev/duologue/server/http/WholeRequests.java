package dev.duologue.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;

/// Puts requests together with their bodies. One with too long a body goes on as a request that
/// says so, so that it is answered where all others are.
final class WholeRequests extends HttpObjectAggregator {
    private static final int MAX_BODY = 8192;

    WholeRequests() {
        super(MAX_BODY, true);
    }

    /// The answer to a body that is too long.
    static Reply tooLarge() {
        return Reply.text(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "a body must be at most " + MAX_BODY + " bytes long");
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        var start = (HttpRequest) oversized;
        FullHttpRequest request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        start.method(),
                        start.uri(),
                        Unpooled.EMPTY_BUFFER,
                        start.headers(),
                        EmptyHttpHeaders.INSTANCE);
        request.setDecoderResult(DecoderResult.failure(new TooLongHttpContentException()));
        ctx.fireChannelRead(request);
    }

    @Override
    protected Object newContinueResponse(
            HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object answer = super.newContinueResponse(start, maxContentLength, pipeline);
        if (!(answer instanceof FullHttpResponse response)
                || response.status().equals(HttpResponseStatus.CONTINUE)) {
            return answer;
        }
        response.release();
        Reply reply =
                response.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)
                        ? tooLarge()
                        : Reply.text(response.status(), "Expect must be 100-continue or left out");
        return reply.with(HttpHeaderNames.CONNECTION, "close")
                .toResponse(false, start.headers().get(HttpHeaderNames.HOST, ""));
    }
}
