package dev.duologue.turn.internal.engine;

import dev.duologue.turn.CredentialSource;
import dev.duologue.turn.TurnConfig;
import dev.duologue.turn.internal.allocation.Allocation;
import dev.duologue.turn.internal.engine.StunReply.Refusal;
import dev.duologue.turn.stun.Integrity;
import dev.duologue.turn.stun.IntegrityKey;
import dev.duologue.turn.stun.MessageIntegrity;
import dev.duologue.turn.stun.MessageIntegritySha256;
import dev.duologue.turn.stun.Nonce;
import dev.duologue.turn.stun.PasswordAlgorithm;
import dev.duologue.turn.stun.PasswordAlgorithms;
import dev.duologue.turn.stun.Realm;
import dev.duologue.turn.stun.StunAttribute;
import dev.duologue.turn.stun.StunMessage;
import dev.duologue.turn.stun.UserHash;
import dev.duologue.turn.stun.Username;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out who asked, by the long-term credential mechanism of RFC 8489 section 9.2.4.
final class Authenticator {
    private static final int PASSWORD_ALGORITHMS_BIT = 0x80_0000;
    private static final PasswordAlgorithms OFFERED =
            new PasswordAlgorithms(
                    List.of(
                            new PasswordAlgorithm(IntegrityKey.SHA_256, Unpooled.EMPTY_BUFFER),
                            new PasswordAlgorithm(IntegrityKey.MD5, Unpooled.EMPTY_BUFFER)));

    private final TurnConfig config;
    private final CredentialSource credentials;
    private final Nonces nonces;

    Authenticator(TurnConfig config, CredentialSource credentials) {
        this.config = config;
        this.credentials = credentials;
        int features = config.offerSha256() ? PASSWORD_ALGORITHMS_BIT : 0;
        this.nonces = new Nonces(config.nonceLifetime().toSeconds(), features);
    }

    /// What came of it.
    sealed interface Verdict {
        /// The client is who it says.
        record Granted(Identity identity) implements Verdict {}

        /// It has not shown that it is.
        record Refused(Refusal refusal) implements Verdict {}
    }

    /// Judges a request.
    ///
    /// @param raw the bytes of its message; stays with the caller
    Verdict authenticate(Request request, ByteBuf raw) {
        StunMessage message = request.message();
        boolean sha256 = message.has(MessageIntegritySha256.class);
        if (!sha256 && !message.has(MessageIntegrity.class)) {
            return challenge(request, TurnError.UNAUTHORIZED);
        }
        Optional<Nonce> nonce = message.find(Nonce.class);
        boolean named = message.has(Username.class) || message.has(UserHash.class);
        if (!named || nonce.isEmpty() || !message.has(Realm.class)) {
            return new Verdict.Refused(Refusal.of(TurnError.BAD_REQUEST));
        }
        if (!nonces.valid(nonce.get().value(), request.fiveTuple().client(), seconds(request))) {
            return challenge(request, TurnError.STALE_NONCE);
        }
        int algorithm = algorithm(message);
        if (algorithm == 0) {
            return new Verdict.Refused(Refusal.of(TurnError.BAD_REQUEST));
        }
        return verify(request, raw, algorithm, sha256 ? Integrity.SHA256 : Integrity.SHA1);
    }

    private Verdict verify(Request request, ByteBuf raw, int algorithm, Integrity integrity) {
        String username = username(request.message());
        Optional<IntegrityKey> known = key(request, username, algorithm);
        // An unknown user costs the same time as a wrong password.
        IntegrityKey key =
                known.orElseGet(
                        () -> IntegrityKey.longTerm(username, config.realm(), "", algorithm));
        boolean right = integrity.verify(raw, key);
        boolean realm =
                request.message().find(Realm.class).orElseThrow().value().equals(config.realm());
        if (!right || known.isEmpty() || !realm) {
            return challenge(request, TurnError.UNAUTHORIZED);
        }
        return new Verdict.Granted(new Identity(username, key, integrity));
    }

    /// The user name, or one that nobody has where USERHASH is of nobody.
    private String username(StunMessage message) {
        return message.find(Username.class)
                .map(Username::value)
                .or(() ->
                        message.find(UserHash.class)
                                .map(hash -> ByteBufUtil.hexDump(hash.value()))
                                .flatMap(h -> credentials.usernameOf(h, config.realm())))
                .orElse("");
    }

    /// The key of a user. That of its allocation stays valid as long as the allocation, so that
    /// credentials may expire under a running call.
    private Optional<IntegrityKey> key(Request request, String username, int algorithm) {
        Allocation allocation = request.allocation();
        if (allocation != null
                && allocation.username().equals(username)
                && allocation.key().algorithm() == algorithm) {
            return Optional.of(allocation.key());
        }
        return credentials
                .password(username, request.instant())
                .map(password ->
                        IntegrityKey.longTerm(username, config.realm(), password, algorithm));
    }

    /// Which algorithm the client chose; 0 if it did not keep to the rules against bidding down
    /// (RFC 8489 section 9.2.1).
    private int algorithm(StunMessage message) {
        Optional<PasswordAlgorithms> echoed = message.find(PasswordAlgorithms.class);
        Optional<PasswordAlgorithm> chosen = message.find(PasswordAlgorithm.class);
        if (!config.offerSha256() || (echoed.isEmpty() && chosen.isEmpty())) {
            return IntegrityKey.MD5;
        }
        boolean unchanged = echoed.isPresent() && echoed.get().equals(OFFERED);
        if (!unchanged || chosen.isEmpty() || !OFFERED.algorithms().contains(chosen.get())) {
            return 0;
        }
        return chosen.get().number();
    }

    private Verdict challenge(Request request, TurnError error) {
        List<StunAttribute> attributes = new ArrayList<>(3);
        attributes.add(new Realm(config.realm()));
        attributes.add(new Nonce(nonces.create(request.fiveTuple().client(), seconds(request))));
        if (config.offerSha256()) {
            attributes.add(OFFERED);
        }
        return new Verdict.Refused(new Refusal(error, attributes));
    }

    private static long seconds(Request request) {
        return request.now() / 1000;
    }
}
