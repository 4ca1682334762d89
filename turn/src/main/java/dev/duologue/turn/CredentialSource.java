package dev.duologue.turn;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Who may make allocations, by the long-term credential mechanism (RFC 8489 section 9.2). Called
/// on I/O threads: it must be quick and must not block.
@FunctionalInterface
public interface CredentialSource {
    /// The password of a user who may make an allocation now. An allocation that was made keeps its
    /// credentials to its end: this is not asked about it again.
    ///
    /// @return empty if the user is unknown or its time is over; both are answered alike
    Optional<String> password(String username, Instant now);

    /// The room of a user. In closed mode only users of the same room reach each other.
    default String room(String username) {
        return username;
    }

    /// The user that USERHASH stands for (RFC 8489 section 14.4). Empty, as here, where users
    /// cannot be listed: clients are then not told that they may hide their name.
    ///
    /// @param hash 64 lower-case hexadecimal digits
    default Optional<String> usernameOf(String hash, String realm) {
        return Optional.empty();
    }

    /// Fixed users in one room.
    ///
    /// @param passwords by user name; copied
    static CredentialSource fixed(Map<String, String> passwords) {
        return new FixedCredentials(passwords);
    }
}
