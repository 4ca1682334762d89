package dev.duologue.server.ops;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Asks the parts of the program whether they work. One check runs at a time, and its answer is
/// good for a second, so that many who ask cost no more than one. Thread-safe.
public final class Health {
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final List<Part> parts;
    private final LongSupplier nanoTime;
    private final ThreadFactory threads;

    @GuardedBy("this")
    private @Nullable CompletableFuture<List<String>> running;

    @GuardedBy("this")
    private List<String> newest = List.of();

    @GuardedBy("this")
    private long checked;

    @GuardedBy("this")
    private boolean known;

    /// @param nanoTime from any origin
    public Health(List<Part> parts, LongSupplier nanoTime) {
        this(parts, nanoTime, Thread.ofPlatform().daemon().name("health").factory());
    }

    Health(List<Part> parts, LongSupplier nanoTime, ThreadFactory threads) {
        this.parts = List.copyOf(parts);
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    /// One part of the program.
    ///
    /// @param name what the operator is told when it does not work
    /// @param works asked on a thread that may block for a few seconds
    public record Part(String name, Check works) {}

    /// Finds out whether a part works.
    @FunctionalInterface
    public interface Check {
        /// Whether it does.
        ///
        /// @throws Exception which says that it does not
        boolean works() throws Exception;
    }

    /// The names of all parts.
    public List<String> parts() {
        return parts.stream().map(Part::name).toList();
    }

    /// The names of the parts that do not work.
    public CompletionStage<List<String>> check() {
        CompletableFuture<List<String>> answer;
        synchronized (this) {
            if (running != null) {
                return running;
            }
            if (known && nanoTime.getAsLong() - checked < GOOD_FOR.toNanos()) {
                return CompletableFuture.completedStage(newest);
            }
            answer = new CompletableFuture<>();
            running = answer;
        }
        try {
            threads.newThread(() -> finish(answer, broken())).start();
        } catch (Throwable _) { // the system has no thread left
            finish(answer, List.of("threads"));
        }
        return answer;
    }

    private List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (Part part : parts) {
            if (!works(part)) {
                broken.add(part.name());
            }
        }
        return List.copyOf(broken);
    }

    private void finish(CompletableFuture<List<String>> answer, List<String> broken) {
        synchronized (this) {
            newest = broken;
            checked = nanoTime.getAsLong();
            known = true;
            running = null;
        }
        answer.complete(broken);
    }

    private static boolean works(Part part) {
        try {
            return part.works().works();
        } catch (Throwable _) { // an error too, or whoever asks would wait for ever
            return false;
        }
    }
}
