package dev.duologue.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QrImagesTest {
    private final AtomicLong now = new AtomicLong(9);
    private final QrImages images = new QrImages(now::get);

    @AfterEach
    void close() {
        images.close();
    }

    @Test
    void oneAddressMayHaveSoManyNewDrawingsInTenSecondsAndNotOneMore() {
        for (int i = 0; i < QrImages.PER_ADDRESS; i++) {
            assertThat(status("https://a/" + i, "one")).isEqualTo(HttpResponseStatus.OK);
        }
        assertThat(status("https://a/more", "one")).isEqualTo(HttpResponseStatus.TOO_MANY_REQUESTS);
        assertThat(status("https://a/more", "another")).isEqualTo(HttpResponseStatus.OK);
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(status("https://a/still", "one")).isEqualTo(HttpResponseStatus.OK);
    }

    @Test
    void whatIsDrawnAlreadyCostsNothing() {
        Reply first = images.answer("https://a/", "one").toCompletableFuture().join();
        for (int i = 0; i < 2 * QrImages.PER_ADDRESS; i++) {
            assertThat(images.answer("https://a/", "one").toCompletableFuture().join())
                    .isSameAs(first);
        }
    }

    @Test
    void whatIsNoLinkIsRefusedAtOnce() {
        assertThat(images.answer("ftp://a/", "one").toCompletableFuture()).isDone();
        assertThat(status("ftp://a/", "one")).isEqualTo(HttpResponseStatus.BAD_REQUEST);
    }

    private HttpResponseStatus status(String link, String address) {
        return images.answer(link, address).toCompletableFuture().join().status();
    }
}
