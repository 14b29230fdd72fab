package dev.postern.core.sasl;

import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Upstream;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.secret.Secret;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Chooses and starts SASL mechanisms. */
public final class SaslClient {

    /**
     * Best first. SCRAM-SHA-256 shows nobody the password; PLAIN before LOGIN: it takes one round
     * trip and has a standard (RFC 4616).
     */
    private static final List<String> FOR_PASSWORDS = List.of(ScramSha256.NAME, "PLAIN", "LOGIN");

    /**
     * OAUTHBEARER (RFC 7628) is the standard one, but providers that offer both have used XOAUTH2
     * for longer and test it more.
     */
    private static final List<String> FOR_TOKENS = List.of("XOAUTH2", "OAUTHBEARER");

    private SaslClient() {}

    /**
     * The best exchange that both the provider's offer and the credential allow, or the one that
     * the account insists on; empty if none is left.
     *
     * @param offered mechanism names in upper case
     */
    public static Optional<SaslExchange> choose(Collection<String> offered, UpstreamLogin login) {
        return candidates(login).stream()
                .filter(offered::contains)
                .findFirst()
                .map(mechanism -> start(mechanism, login.upstream(), login.secret()));
    }

    /**
     * The mechanisms that this login could use, best first: for the sentence that says why none
     * fits.
     */
    public static List<String> candidates(UpstreamLogin login) {
        List<String> usable = login.kind() == SecretKind.TOKEN ? FOR_TOKENS : FOR_PASSWORDS;
        return login.upstream()
                .mechanism()
                .map(only -> usable.contains(only) ? List.of(only) : List.<String>of())
                .orElse(usable);
    }

    private static SaslExchange start(String mechanism, Upstream upstream, Secret secret) {
        return switch (mechanism) {
            case ScramSha256.NAME -> new ScramSha256(upstream.user(), secret);
            case "PLAIN" -> new Plain(upstream.user(), secret);
            case "LOGIN" -> new Login(upstream.user(), secret);
            case "XOAUTH2" -> new Xoauth2(upstream.user(), secret);
            case "OAUTHBEARER" -> new OauthBearer(upstream, secret);
            default -> throw new IllegalArgumentException("no such mechanism: " + mechanism);
        };
    }
}
