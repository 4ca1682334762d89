package dev.duologue.signaling.protocol;

/// The bytes of a checked message that is passed on as it came in. Immutable: the array is neither
/// changed nor handed out after the constructor.
public final class Payload {
    private final byte[] text;
    private final int body;

    /// @param text a JSON object with at least one member, in UTF-8; not to be changed afterwards
    /// @param brace the index of its opening brace
    Payload(byte[] text, int brace) {
        this.text = text;
        this.body = brace + 1;
    }

    /// The message as a receiver gets it: with `seq` and `from` in front.
    ///
    /// @param seq the receiver's number of this message
    /// @param from the sender's id
    public WireText sentBy(String from, long seq) {
        return new WireText("{\"seq\":" + seq + ",\"from\":\"" + from + "\",", text, body);
    }
}
