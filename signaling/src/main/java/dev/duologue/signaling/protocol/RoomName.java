package dev.duologue.signaling.protocol;

import java.util.regex.Pattern;

/// The name of a room, 1 to 64 characters of `a-z`, `0-9` and `-`. Whoever knows it may enter, so
/// the page makes names that nobody can guess.
///
/// @param value the name itself
public record RoomName(String value) {
    /// What a name must be, in words.
    public static final String RULE = "1 to 64 characters of a-z, 0-9 and -";

    private static final Pattern VALID = Pattern.compile("[a-z0-9-]{1,64}");

    /// @throws IllegalArgumentException if the name is not [valid][#isValid]
    public RoomName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("room: must be " + RULE);
        }
    }

    /// Whether `value` can name a room.
    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
