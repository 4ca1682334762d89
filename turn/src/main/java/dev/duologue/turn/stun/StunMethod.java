package dev.duologue.turn.stun;

import java.util.Map;

/// The method of a STUN message. Numbers without a name here stay representable.
///
/// @param number 0 to 0xFFF, from the registry "STUN Methods"
public record StunMethod(int number) {
    /// RFC 8489 section 3.
    public static final StunMethod BINDING = new StunMethod(0x001);

    /// RFC 8656 section 7.
    public static final StunMethod ALLOCATE = new StunMethod(0x003);

    /// RFC 8656 section 8.
    public static final StunMethod REFRESH = new StunMethod(0x004);

    /// RFC 8656 section 11.
    public static final StunMethod SEND = new StunMethod(0x006);

    /// RFC 8656 section 11.
    public static final StunMethod DATA = new StunMethod(0x007);

    /// RFC 8656 section 10.
    public static final StunMethod CREATE_PERMISSION = new StunMethod(0x008);

    /// RFC 8656 section 12.
    public static final StunMethod CHANNEL_BIND = new StunMethod(0x009);

    private static final Map<StunMethod, String> NAMES =
            Map.of(
                    BINDING, "Binding",
                    ALLOCATE, "Allocate",
                    REFRESH, "Refresh",
                    SEND, "Send",
                    DATA, "Data",
                    CREATE_PERMISSION, "CreatePermission",
                    CHANNEL_BIND, "ChannelBind");

    /// Checks the number.
    ///
    /// @throws IllegalArgumentException if the number has more than 12 bits
    public StunMethod {
        if ((number & ~0xFFF) != 0) {
            throw new IllegalArgumentException("method = " + number + ": must be 0 to 4095");
        }
    }

    /// The method named by a message type: its bits without those of the class.
    static StunMethod of(int messageType) {
        return new StunMethod(
                (messageType & 0x000F)
                        | ((messageType & 0x00E0) >> 1)
                        | ((messageType & 0x3E00) >> 2));
    }

    /// The message type of this method in `messageClass`, RFC 8489 section 5.
    public int messageType(StunClass messageClass) {
        return (number & 0x00F)
                | ((number & 0x070) << 1)
                | ((number & 0xF80) << 2)
                | messageClass.bits();
    }

    /// The name from the registry, or the number in hexadecimal.
    @Override
    public String toString() {
        return NAMES.getOrDefault(this, String.format("0x%03X", number));
    }
}
