package dev.postern.config;

import dev.postern.core.account.Protocol;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a provider's authorization server is asked (RFC 6749). Addresses may have {@code {tenant}} in
 * them, for which each organisation has its own word.
 *
 * @param authorizeUrl empty: it has none, or none that takes programs like this one
 * @param deviceUrl the same for RFC 8628
 * @param offers the grants that it is known to offer, at least one
 * @param redirect the redirect URI that people are told to register; port 0: any free port
 * @param authorizeParameters what it wants in the authorization request besides the RFCs' own
 */
public record OauthPreset(
        Optional<String> authorizeUrl,
        Optional<String> deviceUrl,
        Map<GrantKind, Offer> offers,
        URI redirect,
        Map<String, String> authorizeParameters,
        ClientSecret clientSecret,
        Register register,
        Needs needs,
        List<Clock> clocks) {

    public OauthPreset {
        offers = Map.copyOf(offers);
        authorizeParameters = Map.copyOf(authorizeParameters);
        clocks = List.copyOf(clocks);
    }

    /**
     * One grant.
     *
     * @param tenant for {@code {tenant}} if nobody names one; empty: somebody must
     * @param tokenParameters what it wants in token requests besides the RFCs' own
     */
    public record Offer(
            String tokenUrl,
            Optional<String> tenant,
            List<String> scopes,
            Map<String, String> tokenParameters) {
        public Offer {
            scopes = List.copyOf(scopes);
            tokenParameters = Map.copyOf(tokenParameters);
        }
    }

    /**
     * The scopes without which its mail servers refuse a token.
     *
     * @param scopes one for each protocol that needs one
     * @param remark what is mistaken for them, a sentence; may be empty
     */
    public record Needs(Map<Protocol, String> scopes, String remark) {
        public Needs {
            scopes = Map.copyOf(scopes);
        }

        /** The one that {@code protocol} lacks. */
        public Optional<String> missing(Protocol protocol, List<String> had) {
            return Optional.ofNullable(scopes.get(protocol))
                    .filter(need -> had.stream().noneMatch(scope -> satisfies(scope, need)));
        }

        /** Microsoft names the same one under several hosts, or as all that is registered. */
        private static boolean satisfies(String scope, String need) {
            String word = scope.toLowerCase(Locale.ROOT);
            String wanted = need.toLowerCase(Locale.ROOT);
            return word.equals(wanted) || word.endsWith("/" + wanted) || word.endsWith("/.default");
        }
    }

    /** Whether a registration for programs on a person's machine has a client secret there. */
    public enum ClientSecret {
        /** It always has one, be it secret or not. */
        REQUIRED,
        /** As it was registered. */
        OPTIONAL,
        /** It never has one. */
        NONE
    }

    /**
     * Where a client id comes from.
     *
     * @param text a sentence or two
     */
    public record Register(URI url, String text) {
        /** All of it, for a person. */
        public String sentence() {
            return text + " (" + url + ")";
        }
    }

    /**
     * Something that ends by itself.
     *
     * @param text what ends then, as a sentence
     * @param after how long it lasts
     * @param condition for whom, in words
     */
    public record Clock(
            String text, Duration after, Event from, String condition, Certainty certainty) {}

    /** From when a {@link Clock} runs. */
    public enum Event {
        SIGN_IN,
        LAST_REFRESH,
        SECRET_CREATED
    }

    /** What is known of a {@link Clock}. */
    public enum Certainty {
        /** Published, and not measured by us: it may end earlier or later. */
        ESTIMATE,
        /** What the server itself has said. */
        STATED
    }
}
