package dev.duologue.server;

import dev.duologue.server.ops.Health;
import dev.duologue.server.relay.Relay;
import dev.duologue.server.tls.TlsContexts;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What `/healthz` asks.
///
/// @param tls being opened, perhaps
/// @param clock says whether browsers take the certificate
record HealthChecks(
        EventLoopGroup loops,
        Optional<Relay> relay,
        BackgroundTasks background,
        CompletableFuture<TlsContexts> tls,
        InstantSource clock) {
    /// How long an event loop may take to answer before it is thought stuck.
    private static final int LOOP_MILLIS = 2000;

    Health health() {
        return new Health(
                List.of(
                        new Health.Part("event loops", this::loopsAnswer),
                        new Health.Part("relay over UDP", this::relayAnswers),
                        new Health.Part("relay threads", this::relayThreadsLive),
                        new Health.Part("background work", background::areAlive),
                        new Health.Part("TLS certificate", this::certificateIsGood)),
                System::nanoTime);
    }

    private boolean loopsAnswer() {
        List<Future<?>> answers = new ArrayList<>();
        loops.forEach(loop -> answers.add(loop.submit(() -> {})));
        boolean all = true;
        for (Future<?> answer : answers) {
            all &= answer.awaitUninterruptibly(LOOP_MILLIS);
        }
        return all;
    }

    private boolean relayAnswers() throws IOException {
        return relay.isEmpty() || relay.get().answersOverUdp();
    }

    private boolean relayThreadsLive() {
        return relay.isEmpty() || relay.get().isAlive();
    }

    private boolean certificateIsGood() {
        return !tls.isDone() || tls.join().dates().problem(clock.instant()).isEmpty();
    }
}
