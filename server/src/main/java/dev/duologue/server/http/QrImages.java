package dev.duologue.server.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Draws QR codes on a thread of its own: a long link costs as much as a thousand messages.
/// Drawings are cached; how many may wait is bounded, and so is how many one address may ask for.
/// Thread-safe.
public final class QrImages implements AutoCloseable {
    /// New drawings of one address within [#WINDOW].
    static final int PER_ADDRESS = 20;

    /// Drawings that wait for the thread.
    static final int WAITING = 32;

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int MAX_CACHED_BYTES = 1 << 20;
    private static final int MAX_ADDRESSES = 4096;

    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    0,
                    1,
                    10,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofPlatform().daemon().name("qr").factory());

    @GuardedBy("this")
    private final Map<String, Reply> cache = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("this")
    private int cachedBytes;

    @GuardedBy("this")
    private final Map<Object, Integer> asked = new LinkedHashMap<>();

    @GuardedBy("this")
    private long windowStart;

    /// Nothing drawn yet.
    ///
    /// @param nanoTime from any origin
    public QrImages(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /// The picture of a link, or why there is none.
    ///
    /// @param address what the limit is counted by
    CompletionStage<Reply> answer(String link, Object address) {
        if (!QrImage.isDrawable(link)) {
            return CompletableFuture.completedStage(QrImage.answer(link));
        }
        Reply drawn = cached(link);
        if (drawn != null) {
            return CompletableFuture.completedStage(drawn);
        }
        if (!admits(address)) {
            return CompletableFuture.completedStage(
                    Reply.text(
                                    HttpResponseStatus.TOO_MANY_REQUESTS,
                                    "at most "
                                            + PER_ADDRESS
                                            + " new QR codes in 10 s for one address")
                            .with(HttpHeaderNames.RETRY_AFTER, "10"));
        }
        try {
            return CompletableFuture.supplyAsync(() -> draw(link), thread);
        } catch (RejectedExecutionException _) {
            return CompletableFuture.completedStage(
                    Reply.text(
                                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                                    "too many QR codes are being drawn: ask again")
                            .with(HttpHeaderNames.RETRY_AFTER, "1"));
        }
    }

    private Reply draw(String link) {
        Reply reply = QrImage.answer(link);
        keep(link, reply);
        return reply;
    }

    private synchronized @Nullable Reply cached(String link) {
        return cache.get(link);
    }

    private synchronized void keep(String link, Reply reply) {
        Reply before = cache.put(link, reply);
        cachedBytes += reply.body().length - (before == null ? 0 : before.body().length);
        var oldest = cache.values().iterator();
        while (cachedBytes > MAX_CACHED_BYTES && oldest.hasNext()) {
            cachedBytes -= oldest.next().body().length;
            oldest.remove();
        }
    }

    private synchronized boolean admits(Object address) {
        long now = nanoTime.getAsLong();
        if (now - windowStart >= WINDOW.toNanos()) {
            asked.clear();
            windowStart = now;
        }
        if (asked.size() >= MAX_ADDRESSES && !asked.containsKey(address)) {
            return false;
        }
        return asked.merge(address, 1, Integer::sum) <= PER_ADDRESS;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
