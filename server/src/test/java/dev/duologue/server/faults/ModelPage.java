package dev.duologue.server.faults;

import dev.duologue.server.testing.Frames;
import dev.duologue.server.testing.RawConnection;
import dev.duologue.server.testing.WebSocketClient;
import dev.duologue.server.testing.WebSocketClient.Received;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The signalling of one page without the page: resumes as `web/src/signaling/resume-buffer.js`
/// does. It has one number, which grows; each change is told to the other side as `v`, and whoever
/// may have missed some is told the newest `anew`. It notes all that must not happen in
/// [#complaints].
final class ModelPage implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final String PING = "{'type':'ping','last':";
    private static final long PAUSE_NANOS = 2_000_000;

    private final int port;
    private final String room;
    private final List<String> complaints = new ArrayList<>();
    private final Thread thread;

    private @Nullable RawConnection attempt;
    private @Nullable WebSocketClient connection;
    private int givenUp;
    private boolean open;
    private boolean closed;

    private String id = "";
    private String token = "";
    private long last;
    private long confirmed;
    private final Deque<String> unconfirmed = new ArrayDeque<>();

    private final Set<String> members = new TreeSet<>();
    private int value;
    private int heard;
    private boolean mayHaveMissed = true;
    private int gaps;
    private int departures;

    ModelPage(int port, String room) {
        this.port = port;
        this.room = room;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /// Changes the number, and says so.
    synchronized void change() {
        value++;
        say("{'type':'control','v':" + value + "}");
    }

    /// Compares counts with the server.
    synchronized void ping() {
        say(PING + last + "}");
    }

    /// Compares counts unless that is under way, or there is nothing to find out.
    synchronized void settle() {
        String newest = unconfirmed.peekLast();
        if (open && newest != null && !newest.startsWith(PING)) {
            ping();
        }
    }

    /// Gives a connection up that has become silent, or the attempt to make one.
    void giveUp() {
        RawConnection silent;
        synchronized (this) {
            givenUp++;
            open = false;
            silent = attempt;
        }
        if (silent != null) {
            silent.close();
        }
    }

    /// What it asks for when it connects, and what a second page with the same memory would.
    synchronized String address() {
        String base = "/ws?room=" + room;
        return token.isEmpty() ? base : base + "&session=" + token + "&last=" + last;
    }

    /// Whether it is there, has heard all that `other` has to say, and nothing is under way.
    boolean agreesWith(ModelPage other) {
        int newest;
        String partner;
        synchronized (other) {
            newest = other.value;
            partner = other.id;
        }
        synchronized (this) {
            return open
                    && heard == newest
                    && unconfirmed.isEmpty()
                    && members.equals(Set.of(partner));
        }
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized int gaps() {
        return gaps;
    }

    synchronized int departures() {
        return departures;
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public synchronized String toString() {
        return "%s, open %s, members %s, said %d, heard %d, unconfirmed %s, gaps %d, complaints %s"
                .formatted(id, open, members, value, heard, unconfirmed, gaps, complaints);
    }

    /// Says goodbye.
    @Override
    public void close() {
        WebSocketClient present;
        synchronized (this) {
            closed = true;
            present = connection;
        }
        if (present != null) {
            present.connection().trySend(Frames.close(1000, ""));
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void run() {
        while (!isClosed()) {
            int before = givenUp();
            try (var raw = RawConnection.open(port)) {
                if (begin(raw, before)) {
                    converse(raw);
                }
            } catch (AssertionError | UncheckedIOException _) {
                LockSupport.parkNanos(PAUSE_NANOS); // lost, or nobody is there: try again
            }
            end();
        }
    }

    private void converse(RawConnection raw) {
        try (var client = WebSocketClient.open(raw, address())) {
            opened(client);
            Received frame = client.read();
            while (frame.first() != Frames.CLOSE) {
                if (frame.first() == Frames.TEXT) {
                    hear(client, frame.payload());
                }
                frame = client.read();
            }
        }
    }

    private synchronized int givenUp() {
        return givenUp;
    }

    /// Notes the attempt, unless it was given up already.
    private synchronized boolean begin(RawConnection raw, int before) {
        attempt = raw;
        return givenUp == before;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void opened(WebSocketClient client) {
        connection = client;
        if (closed) {
            client.connection().trySend(Frames.close(1000, ""));
        }
    }

    private synchronized void end() {
        attempt = null;
        connection = null;
        open = false;
    }

    private void say(String json) {
        if (token.isEmpty()) {
            return; // whoever comes is told the newest anyway
        }
        unconfirmed.add(json);
        if (open && connection != null) {
            send(connection, json);
        }
    }

    private static void send(WebSocketClient client, String json) {
        client.connection().trySend(Frames.text(WebSocketClient.json(json)));
    }

    private synchronized void hear(WebSocketClient client, String message) {
        if (connection != client) {
            return;
        }
        long seq = number(message, "seq");
        switch (text(message, "type")) {
            case "welcome" -> welcome(client, message, seq);
            case "pong" -> {
                expect(seq == last, "pong " + seq + " after " + last);
                confirm(number(message, "received"));
            }
            default -> {
                expect(seq == last + 1, "seq " + seq + " after " + last + ": " + message);
                last = seq;
                react(message);
            }
        }
    }

    private void welcome(WebSocketClient client, String message, long seq) {
        id = text(message, "clientId");
        token = text(message, "session");
        open = true;
        if (message.contains("\"resumed\":true") && !message.contains("\"gap\"")) {
            expect(seq == last, "resumed at " + seq + " instead of " + last);
            confirm(number(message, "received"));
            unconfirmed.forEach(json -> send(client, json));
            return;
        }
        gaps++;
        last = seq;
        confirmed = 0;
        unconfirmed.clear();
        mayHaveMissed = true;
        members.clear();
        String others = find(message, "\"members\":\\[([^]]*)]");
        ID.matcher(others).results().map(MatchResult::group).forEach(members::add);
        tellAnew();
    }

    private void react(String message) {
        switch (text(message, "type")) {
            case "user-joined" -> {
                String newcomer = text(message, "clientId");
                expect(members.add(newcomer), "joined twice: " + newcomer);
                tellAnew();
            }
            case "user-left" -> {
                departures++;
                expect(members.remove(text(message, "clientId")), "left twice: " + message);
            }
            case "control" -> hearValue(message);
            default -> complaints.add("unexpected: " + message);
        }
    }

    private void hearValue(String message) {
        int v = (int) number(message, "v");
        boolean anew = message.contains("\"anew\"");
        expect(anew ? v >= heard : v > heard, "doubled: " + v + " after " + heard);
        expect(anew || mayHaveMissed || v == heard + 1, "lost: " + v + " after " + heard);
        heard = v;
        mayHaveMissed = false;
    }

    private void tellAnew() {
        say("{'type':'control','anew':true,'v':" + value + "}");
    }

    private void confirm(long received) {
        expect(received >= confirmed, "received " + received + " after " + confirmed);
        for (; confirmed < received; confirmed++) {
            expect(unconfirmed.poll() != null, "received " + received + " which is too many");
        }
    }

    private void expect(boolean holds, String complaint) {
        if (!holds) {
            complaints.add(complaint);
        }
    }

    private static long number(String message, String field) {
        return Long.parseLong(find(message, "\"" + field + "\":([0-9]+)"));
    }

    private static String text(String message, String field) {
        return find(message, field + "\":\"([^\"]*)\"");
    }

    private static String find(String message, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }
}
