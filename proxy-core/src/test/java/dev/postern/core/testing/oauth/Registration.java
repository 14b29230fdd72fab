package dev.postern.core.testing.oauth;

import dev.postern.core.account.OauthClient.SecretPlace;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A client that a {@link TokenServer} knows.
 *
 * @param redirects where codes may go; on loopback with any port (RFC 8252 7.3)
 */
public record Registration(String id, List<URI> redirects, Proof proof) {

    /** What the client must show (RFC 6749 2.3). */
    public sealed interface Proof {

        record Nothing() implements Proof {}

        record Secret(String secret, SecretPlace place) implements Proof {}

        /** RFC 7523 2.2, signed by this certificate's key. */
        record Key(X509Certificate certificate) implements Proof {}
    }

    public static Registration open(String id, String... redirects) {
        return with(id, new Proof.Nothing(), redirects);
    }

    public static Registration with(String id, Proof proof, String... redirects) {
        return new Registration(id, List.of(redirects).stream().map(URI::create).toList(), proof);
    }

    boolean mayRedirectTo(String redirect) {
        URI asked = URI.create(redirect);
        return redirects.stream()
                .anyMatch(known -> known.equals(asked) || equalButForThePort(known, asked));
    }

    private static boolean equalButForThePort(URI known, URI asked) {
        return "http".equals(asked.getScheme())
                && List.of("127.0.0.1", "[::1]", "localhost").contains(asked.getHost())
                && known.getHost().equals(asked.getHost())
                && known.getPath().equals(asked.getPath());
    }
}
