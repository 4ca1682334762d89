package dev.duologue.signaling.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// Turns the server's own messages into JSON.
public final class MessageWriter {
    /// The number in the subprotocol `duologue.1`.
    static final int PROTOCOL = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private MessageWriter() {}

    /// One message as the receiver gets it.
    ///
    /// @param seq the receiver's number of this message
    public static WireText write(ServerMessage message, long seq) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeFields(json, message, seq);
            json.writeEndObject();
        } catch (IOException impossible) { // a StringWriter never throws
            throw new UncheckedIOException(impossible);
        }
        return new WireText(text.toString());
    }

    private static void writeFields(JsonGenerator json, ServerMessage message, long seq)
            throws IOException {
        switch (message) {
            case ServerMessage.Welcome welcome -> writeWelcome(json, welcome, seq);
            case ServerMessage.UserJoined(var id, var count) -> {
                start(json, "user-joined", seq);
                json.writeStringField("clientId", id);
                json.writeNumberField("clientCount", count);
            }
            case ServerMessage.UserLeft(var id, var count, var reason) -> {
                start(json, "user-left", seq);
                json.writeStringField("clientId", id);
                json.writeNumberField("clientCount", count);
                json.writeStringField("reason", reason.wire());
            }
            case ServerMessage.Problem(var code, var text) -> {
                start(json, "error", seq);
                json.writeStringField("code", code.wire());
                json.writeStringField("message", text);
                json.writeBooleanField("fatal", code.close() != null);
            }
            case ServerMessage.IceServers(var servers) -> {
                start(json, "ice-servers", seq);
                writeIceServers(json, servers);
            }
            case ServerMessage.Pong(var received, var session) -> {
                start(json, "pong", seq);
                if (received != null) {
                    json.writeNumberField("received", received);
                }
                if (session != null) {
                    json.writeStringField("session", session);
                }
            }
        }
    }

    private static void start(JsonGenerator json, String type, long seq) throws IOException {
        json.writeStringField("type", type);
        json.writeNumberField("seq", seq);
    }

    private static void writeWelcome(JsonGenerator json, ServerMessage.Welcome welcome, long seq)
            throws IOException {
        start(json, "welcome", seq);
        json.writeStringField("clientId", welcome.clientId());
        json.writeNumberField("clientCount", welcome.members().size() + 1);
        json.writeStringField("room", welcome.room().value());
        json.writeArrayFieldStart("members");
        for (String member : welcome.members()) {
            json.writeString(member);
        }
        json.writeEndArray();
        writeIceServers(json, welcome.iceServers());
        writeSession(json, welcome);
        json.writeNumberField("protocol", PROTOCOL);
    }

    private static void writeSession(JsonGenerator json, ServerMessage.Welcome welcome)
            throws IOException {
        ServerMessage.Session session = welcome.session();
        if (session != null) {
            json.writeStringField("session", session.token());
            json.writeNumberField("resumeWindow", session.window().toMillis());
        }
        ServerMessage.Resumed resumed = welcome.resumed();
        if (resumed != null) {
            json.writeBooleanField("resumed", true);
            if (resumed.gap()) {
                json.writeBooleanField("gap", true);
            }
            json.writeNumberField("received", resumed.received());
        }
    }

    private static void writeIceServers(JsonGenerator json, List<IceServer> servers)
            throws IOException {
        json.writeArrayFieldStart("iceServers");
        for (IceServer server : servers) {
            json.writeStartObject();
            json.writeArrayFieldStart("urls");
            for (String url : server.urls()) {
                json.writeString(url);
            }
            json.writeEndArray();
            if (server.username() != null) {
                json.writeStringField("username", server.username());
            }
            if (server.credential() != null) {
                json.writeStringField("credential", server.credential());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
