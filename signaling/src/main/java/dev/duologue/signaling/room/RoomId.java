package dev.duologue.signaling.room;

import java.util.regex.Pattern;

/// The name of a room, as it stands in the address of the page.
///
/// @param value 1 to 64 characters of `a-z`, `0-9` and `-`
public record RoomId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");

    /// @throws IllegalArgumentException if `value` is not of that form
    public RoomId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "room = %s: must be 1 to 64 of a-z, 0-9 and -".formatted(value));
        }
    }
}
