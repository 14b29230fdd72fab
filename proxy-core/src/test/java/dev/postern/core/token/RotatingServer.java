package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.oauth.TokenService;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a server knows that gives a new refresh token each time. One thread. */
final class RotatingServer implements TokenService {

    /** What becomes of the refresh token that was used. */
    enum Manner {
        VOIDS_AT_ONCE,
        /** The new one voids it when it is used itself: what makes a lost reply harmless. */
        VOIDS_WHEN_THE_NEW_ONE_IS_USED
    }

    private final Set<String> accessTokens = new HashSet<>();
    private int issued;
    private String current = "none";
    private String before = "none";
    private Manner manner = Manner.VOIDS_AT_ONCE;

    void behaves(Manner manner) {
        this.manner = manner;
        before = "none";
    }

    boolean gave(String accessToken) {
        return accessTokens.contains(accessToken);
    }

    String lastAccessToken() {
        return "a" + issued;
    }

    /** {@code ACCESS REFRESH}, or empty: invalid_grant. */
    Optional<String> refresh(String token) {
        boolean good =
                token.equals(current)
                        || (manner == Manner.VOIDS_WHEN_THE_NEW_ONE_IS_USED
                                && token.equals(before));
        return good ? Optional.of(issue(token)) : Optional.empty();
    }

    private String issue(String used) {
        issued++;
        before = used;
        current = "r" + issued;
        accessTokens.add("a" + issued);
        return "a" + issued + " " + current;
    }

    @Override
    public CompletionStage<TokenReply> ask(
            Account account, Credential.Oauth oauth, TokenRequest request) {
        Optional<String> tokens =
                request instanceof TokenRequest.Refresh refresh
                        ? refresh(refresh.refreshToken().revealText())
                        : Optional.of(issue("none"));
        return CompletableFuture.completedFuture(
                tokens.map(words -> words.split(" ", -1))
                        .map(words -> Server.granted(words[0], Optional.of(words[1])))
                        .orElseGet(() -> Server.refused("invalid_grant")));
    }
}
