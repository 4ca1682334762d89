package dev.duologue.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnCredentialsTest {
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);
    private final TurnCredentials credentials = new TurnCredentials("north");

    @Test // as `printf 1800000000:room/a | openssl dgst -sha1 -hmac north -binary | base64`
    void thePasswordIsTheHmacOfTheUserName() {
        var credential = credentials.issue("room", "a", EXPIRY);
        assertThat(credential.username()).isEqualTo("1800000000:room/a");
        assertThat(credential.password()).isEqualTo("hTMgi8/CDXxcMbICJlUiK3zYFnw=");
    }

    @Test
    void theyAreGoodUntilTheSecondOfTheirExpiry() {
        var credential = credentials.issue("room", "a", EXPIRY);
        assertThat(credentials.password(credential.username(), EXPIRY.minusMillis(1)))
                .contains(credential.password());
        assertThat(credentials.password(credential.username(), EXPIRY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1:room/a, room", "1:room/a/b, room", "1:user, user", "1:, ''", "user, user"})
    void theRoomStandsBeforeTheSlash(String username, String room) {
        assertThat(credentials.room(username)).isEqualTo(room);
    }

    @Test
    void aBlankSecretIsRefused() {
        assertThatThrownBy(() -> new TurnCredentials(" ")).hasMessageStartingWith("turn.secret");
    }

    @Test
    void fixedUsersAreFoundByNameAndByHash() {
        CredentialSource users = CredentialSource.fixed(Map.of("ann", "secret"));
        assertThat(users.password("ann", EXPIRY)).contains("secret");
        assertThat(users.password("bob", EXPIRY)).isEmpty();
        byte[] hash = dev.duologue.turn.stun.IntegrityKey.userHash("ann", "r");
        assertThat(users.usernameOf(java.util.HexFormat.of().formatHex(hash), "r")).contains("ann");
    }
}
