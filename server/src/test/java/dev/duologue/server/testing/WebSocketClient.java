package dev.duologue.server.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A WebSocket client that keeps to the rules only as far as a test wants it to.
public final class WebSocketClient implements AutoCloseable {
    private static final Pattern CLIENT_ID = Pattern.compile("\"clientId\":\"([0-9a-f]{16})\"");

    private final RawConnection connection;
    private String id = "";
    private int sent;

    private WebSocketClient(RawConnection connection) {
        this.connection = connection;
    }

    /// A frame of the server's.
    ///
    /// @param first the byte with FIN, the reserved bits and the opcode
    public record Received(int first, String payload) {
        /// The code of a Close frame; 1005 if it has none.
        public int closeCode() {
            byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
            return bytes.length < 2 ? 1005 : ByteBuffer.wrap(bytes).getShort() & 0xFFFF;
        }
    }

    /// Takes a seat in `room`.
    public static WebSocketClient join(int port, String room) {
        return open(RawConnection.open(port), "/ws?room=" + room).welcomed();
    }

    /// Opens a WebSocket and reads nothing of it yet.
    public static WebSocketClient open(RawConnection connection, String path) {
        HttpAnswer answer = connection.send(request(path)).readHead();
        if (answer.status() != 101) {
            throw new AssertionError("not a WebSocket: " + answer);
        }
        return opened(connection);
    }

    /// Goes on where the handshake was made.
    public static WebSocketClient opened(RawConnection connection) {
        return new WebSocketClient(connection);
    }

    /// A good request for a WebSocket, with more header lines.
    public static String request(String path, String... headers) {
        List<String> lines = new ArrayList<>();
        lines.add("GET " + path + " HTTP/1.1");
        lines.add("Host: localhost");
        lines.add("Upgrade: websocket");
        lines.add("Connection: Upgrade");
        lines.add("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        lines.add("Sec-WebSocket-Version: 13");
        lines.addAll(List.of(headers));
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /// Reads `welcome`.
    public WebSocketClient welcomed() {
        Matcher matcher = CLIENT_ID.matcher(readText());
        if (!matcher.find()) {
            throw new AssertionError("no welcome");
        }
        id = matcher.group(1);
        return this;
    }

    /// The id that `welcome` gave.
    public String id() {
        return id;
    }

    /// The connection below.
    public RawConnection connection() {
        return connection;
    }

    /// Sends a text message; `'` stands for `"`.
    public WebSocketClient say(String json) {
        return send(Frames.text(json(json)));
    }

    /// Fails unless a message reaches the other member of the room, next.
    public void reaches(WebSocketClient other) {
        String message = "{'type':'control','n':" + sent++ + "}";
        say(message);
        String heard = other.readText();
        if (!heard.endsWith(json(message).substring(1))) {
            throw new AssertionError("heard " + heard);
        }
    }

    /// Sends bytes as they are.
    public WebSocketClient send(byte[]... frames) {
        connection.send(Frames.join(frames));
        return this;
    }

    /// The next frame, whatever it is.
    public Received read() {
        int first = connection.read(1)[0] & 0xFF;
        int second = connection.read(1)[0] & 0xFF;
        if (second > 127) {
            throw new AssertionError("a server must not mask");
        }
        long length = second;
        if (second == 126) {
            length = ByteBuffer.wrap(connection.read(2)).getShort() & 0xFFFF;
        } else if (second == 127) {
            length = ByteBuffer.wrap(connection.read(8)).getLong();
        }
        byte[] payload = connection.read(Math.toIntExact(length));
        return new Received(first, new String(payload, StandardCharsets.ISO_8859_1));
    }

    /// The next text message; any other frame fails.
    public String readText() {
        Received frame = read();
        if (frame.first() != Frames.TEXT) {
            throw new AssertionError(
                    "not text: %02x, close code %d".formatted(frame.first(), frame.closeCode()));
        }
        return new String(
                frame.payload().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /// The code of the Close frame that comes next.
    public int readClose() {
        Received frame = read();
        if (frame.first() != Frames.CLOSE) {
            throw new AssertionError("not a Close: " + frame);
        }
        return frame.closeCode();
    }

    /// The code of the Close frame that comes at last, whatever comes before.
    public int readToClose() {
        Received frame = read();
        while (frame.first() != Frames.CLOSE) {
            frame = read();
        }
        return frame.closeCode();
    }

    /// Fails unless the server has sent nothing until it answers a ping.
    public WebSocketClient heardNothing() {
        send(Frames.frame(Frames.PING, "still there?"));
        Received next = read();
        if (!next.equals(new Received(Frames.PONG, "still there?"))) {
            throw new AssertionError("heard " + next);
        }
        return this;
    }

    /// Text with `"` for each `'`.
    public static String json(String text) {
        return text.replace('\'', '"');
    }

    @Override
    public void close() {
        connection.close();
    }
}
