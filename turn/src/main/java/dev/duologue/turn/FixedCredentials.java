package dev.duologue.turn;

import dev.duologue.turn.stun.IntegrityKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// A few users whose passwords do not change, all in one room.
final class FixedCredentials implements CredentialSource {
    private final Map<String, String> passwords;

    FixedCredentials(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    @Override
    public Optional<String> password(String username, Instant now) {
        return Optional.ofNullable(passwords.get(username));
    }

    @Override
    public String room(String username) {
        return "";
    }

    @Override
    public Optional<String> usernameOf(String hash, String realm) {
        return passwords.keySet().stream()
                .filter(user -> hash(user, realm).equals(hash))
                .findFirst();
    }

    private static String hash(String user, String realm) {
        return HexFormat.of().formatHex(IntegrityKey.userHash(user, realm));
    }
}
