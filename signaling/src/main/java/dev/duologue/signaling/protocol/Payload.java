package dev.duologue.signaling.protocol;

import java.util.Arrays;

/// The bytes of a checked message that is passed on as it came in. Immutable: the array is neither
/// changed nor handed out after the constructor.
public final class Payload {
    /// White space before the brace that is kept rather than copied away.
    private static final int MAX_LEADING = 64;

    private final byte[] text;
    private final int body;

    /// @param text a JSON object with at least one member, in UTF-8; not to be changed afterwards
    /// @param brace the index of its opening brace
    Payload(byte[] text, int brace) {
        boolean trim =
                brace > MAX_LEADING; // receivers keep the whole array, and never see this part
        this.text = trim ? Arrays.copyOfRange(text, brace, text.length) : text;
        this.body = trim ? 1 : brace + 1;
    }

    /// The message as a receiver gets it: with `seq` and `from` in front.
    ///
    /// @param seq the receiver's number of this message
    /// @param from the sender's id
    public WireText sentBy(String from, long seq) {
        return new WireText("{\"seq\":" + seq + ",\"from\":\"" + from + "\",", text, body);
    }
}
