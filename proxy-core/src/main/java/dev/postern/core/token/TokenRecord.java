package dev.postern.core.token;

import dev.postern.core.oauth.TokenReply;
import dev.postern.core.secret.Secret;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the vault keeps of a person's consent. Its secrets are its own, until {@link #wipe}.
 *
 * @param owner who gave the tokens, and to whom
 * @param refresh the refresh token; empty if the server gave none
 * @param earlier the one before, until {@code refresh} has worked
 * @param signedIn when the person consented
 * @param refreshed when the server last gave tokens
 * @param scope what the server has granted, in its words; empty if it has not said
 * @param trouble what was wrong, so that a restart does not find out anew
 */
record TokenRecord(
        Owner owner,
        Optional<Secret> refresh,
        Optional<Secret> earlier,
        Optional<Access> access,
        Instant signedIn,
        Instant refreshed,
        Optional<String> scope,
        Optional<Trouble> trouble) {

    /**
     * Tokens are shown to nobody else: neither to another server that the configuration names now,
     * nor under another registration.
     *
     * @param server the token endpoint
     * @param client our id there
     */
    record Owner(String server, String client) {}

    /** The access token. */
    record Access(Secret token, Instant obtained, Instant expires) {

        static Access of(TokenReply.Granted reply, AccessToken fresh) {
            return new Access(
                    reply.accessToken().copy(), fresh.obtained().wall(), fresh.expiry().wall());
        }

        private Access copy() {
            return new Access(token.copy(), obtained, expires);
        }
    }

    /** After a person has signed in. */
    static TokenRecord consented(
            Owner owner, Optional<Secret> refresh, Access access, Optional<String> scope) {
        return new TokenRecord(
                owner,
                refresh,
                Optional.empty(),
                Optional.of(access),
                access.obtained(),
                access.obtained(),
                scope,
                Optional.empty());
    }

    /** After the server took {@code used} and gave new tokens; shares no secret with this one. */
    TokenRecord renewed(Secret used, TokenReply.Granted reply, Access fresh) {
        Optional<Secret> rotated = reply.refreshToken().filter(next -> !next.equals(used));
        return new TokenRecord(
                owner,
                Optional.of(rotated.orElse(used).copy()),
                // Until the new one has worked: the server may lose it in a crash, as we may.
                rotated.map(ignored -> used.copy()),
                Optional.of(fresh),
                signedIn,
                fresh.obtained(),
                // RFC 6749 6: left out, it is as it was.
                reply.scope().or(() -> scope),
                Optional.empty());
    }

    /** The same with copies of the secrets: this one may be wiped then. */
    TokenRecord with(Trouble found) {
        return new TokenRecord(
                owner,
                refresh.map(Secret::copy),
                earlier.map(Secret::copy),
                access.map(Access::copy),
                signedIn,
                refreshed,
                scope,
                Optional.of(found));
    }

    void wipe() {
        secrets().forEach(Secret::wipe);
    }

    private Stream<Secret> secrets() {
        return Stream.of(refresh, earlier, access.map(Access::token)).flatMap(Optional::stream);
    }
}
