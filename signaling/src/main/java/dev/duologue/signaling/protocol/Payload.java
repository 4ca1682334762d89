package dev.duologue.signaling.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes of a checked message that is passed on as it came in. Immutable: the array is neither
/// changed nor handed out after the constructor.
public final class Payload {
    /// White space before the brace that is kept rather than copied away.
    private static final int MAX_LEADING = 64;

    private final byte[] text;
    private final int body;
    private final Step step;

    /// What a message is to the call of its room.
    public sealed interface Step {
        /// Accepts an offer.
        ///
        /// @param call the name of the call; `null` where the client has none
        record Accepts(@Nullable String call) implements Step {}

        /// Ends a call, or the ringing.
        record Ends() implements Step {}

        /// Neither.
        record Other() implements Step {}
    }

    static final Step OTHER = new Step.Other();

    /// @param text a JSON object with at least one member, in UTF-8; not to be changed afterwards
    /// @param brace the index of its opening brace
    Payload(byte[] text, int brace) {
        boolean trim =
                brace > MAX_LEADING; // receivers keep the whole array, and never see this part
        this.text = trim ? Arrays.copyOfRange(text, brace, text.length) : text;
        this.body = trim ? 1 : brace + 1;
        this.step = OTHER;
    }

    private Payload(Payload same, Step step) {
        this.text = same.text;
        this.body = same.body;
        this.step = step;
    }

    /// The same message, known to be this step.
    Payload as(Step known) {
        return known.equals(step) ? this : new Payload(this, known);
    }

    /// What it is to the call of its room.
    public Step step() {
        return step;
    }

    /// The message as a receiver gets it: with `seq` and `from` in front.
    ///
    /// @param seq the receiver's number of this message
    /// @param from the sender's id
    public WireText sentBy(String from, long seq) {
        return new WireText("{\"seq\":" + seq + ",\"from\":\"" + from + "\",", text, body);
    }
}
