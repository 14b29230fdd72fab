package dev.postern.core.signin;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.signin.Redirected.NotARedirect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One question whether we may have a mailbox, which a browser puts to a person (RFC 6749 4.1.1, RFC
 * 7636 4.3). Immutable until {@link #close()}, which wipes its secrets. Thread-safe before that.
 */
public final class AuthorizationRequest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationRequest.class);

    /** RFC 6749 10.10 wants less than one chance in 2^128 to guess it. */
    private static final int STATE_OCTETS = 32;

    /** Codes of Microsoft have two thousand characters; browsers allow no more than this. */
    private static final int LONGEST_REDIRECT = 32 * 1024;

    private final URI address;
    private final URI redirect;
    private final Secret state;
    private final Pkce pkce;

    private AuthorizationRequest(URI address, URI redirect, Secret state, Pkce pkce) {
        this.address = address;
        this.redirect = redirect;
        this.state = state;
        this.pkce = pkce;
    }

    /**
     * A new one, for one sign-in.
     *
     * @param loginHint whom the page should offer to sign in
     * @param redirect with the port that it really has
     * @throws IllegalArgumentException if the server has no authorization endpoint
     */
    public static AuthorizationRequest of(
            Credential.Oauth oauth, String loginHint, URI redirect, SecureRandom random) {
        AuthorizationServer server = oauth.server();
        URI endpoint =
                server.authorization()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        server.name() + " has no authorization endpoint"));
        Secret state = Pkce.randomText(random, STATE_OCTETS);
        Pkce pkce = Pkce.fresh(random);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("login_hint", loginHint);
        // These may say more than we do, but what follows is ours alone.
        parameters.putAll(server.authorizationParameters());
        parameters.put("response_type", "code");
        parameters.put("client_id", oauth.client().id());
        parameters.put("redirect_uri", redirect.toString());
        parameters.put("scope", String.join(" ", oauth.scopes()));
        parameters.put("state", state.revealText());
        parameters.put("code_challenge", pkce.challenge());
        parameters.put("code_challenge_method", Pkce.METHOD);
        parameters.values().removeIf(String::isEmpty);
        return new AuthorizationRequest(
                with(endpoint, new QueryParameters(parameters)), redirect, state, pkce);
    }

    /** RFC 6749 3.1: a query that is there stays. */
    private static URI with(URI endpoint, QueryParameters parameters) {
        String text = endpoint.toString();
        int fragment = text.indexOf('#');
        String bare = fragment < 0 ? text : text.substring(0, fragment);
        String joint = bare.indexOf('?') < 0 ? "?" : bare.endsWith("?") ? "" : "&";
        return URI.create(bare + joint + parameters.write());
    }

    /** What the browser opens. Not for logs. */
    public URI address() {
        return address;
    }

    /** Where the browser is sent afterwards. */
    public URI redirect() {
        return redirect;
    }

    /** What redeems a code that came to this request. The caller wipes {@code code}. */
    public TokenRequest.Code redeeming(Redirected.Code code) {
        return new TokenRequest.Code(code.code(), pkce.verifier(), redirect);
    }

    /**
     * Reads what came back: a query, or the whole address that contains it, as a person pastes it.
     */
    public Redirected read(String text) {
        if (text.length() > LONGEST_REDIRECT) {
            return new NotARedirect(
                    "Expected the address of one page, found %d characters."
                            .formatted(text.length()));
        }
        String stripped = text.strip();
        Optional<QueryParameters> parameters = QueryParameters.read(query(stripped));
        if (parameters.isEmpty()) {
            return new NotARedirect(
                    "This address is damaged: an escape in it is broken, or a part is there twice."
                            + " Copy the whole address from the address bar once more.");
        }
        return read(parameters.get(), stripped);
    }

    private Redirected read(QueryParameters parameters, String text) {
        Optional<String> code = parameters.value("code");
        Optional<String> error = parameters.value("error");
        if (code.isEmpty() && error.isEmpty()) {
            return new NotARedirect(missing(parameters, text));
        }
        // Also of errors: nobody else may end a sign-in.
        if (!parameters.value("state").map(Secret::of).filter(state::equals).isPresent()) {
            return code.isPresent() && parameters.value("state").isEmpty()
                    ? new NotARedirect(
                            "This address has no \"state\", so nobody can tell for whom it is. Copy"
                                    + " the whole address from the address bar.")
                    : new Redirected.WrongState();
        }
        parameters.value("iss").ifPresent(this::compareIssuer);
        return error.<Redirected>map(it ->
                        new Redirected.Denied(it, parameters.value("error_description").orElse("")))
                .orElseGet(() -> new Redirected.Code(Secret.of(code.orElseThrow())));
    }

    private static String missing(QueryParameters parameters, String text) {
        if (parameters.value("code_challenge").isPresent()) {
            return "This is the address to open in a browser. Expected is the address of the page"
                    + " that you come to after you have consented; it has \"code=\" in it.";
        }
        if (!text.isEmpty() && text.indexOf('=') < 0 && text.indexOf(':') < 0) {
            return "This looks like a code alone. Expected is the whole address of the page, from"
                    + " http to its end: only that shows that the code is for you.";
        }
        return "Expected the whole address of the page that you come to after you have consented,"
                + " with \"code=\" and \"state=\" in it; found neither a code nor an error.";
    }

    /** What is between the first question mark and the fragment; all of it if neither is there. */
    private static String query(String text) {
        int question = text.indexOf('?');
        String tail = text.substring(question + 1);
        int fragment = tail.indexOf('#');
        return fragment < 0 ? tail : tail.substring(0, fragment);
    }

    /** RFC 9207 2.4, as far as we can: see the package's story. */
    private void compareIssuer(String issuer) {
        String expected = String.valueOf(address.getHost());
        String found = host(issuer);
        if (!site(found).equalsIgnoreCase(site(expected))) {
            LOG.atWarn()
                    .addKeyValue("expected", expected)
                    .addKeyValue("found", found)
                    .log("The answer names another issuer than the server that was asked");
        }
    }

    private static String host(String issuer) {
        try {
            return String.valueOf(URI.create(issuer).getHost());
        } catch (IllegalArgumentException strange) {
            return "no address";
        }
    }

    /** Providers name one host of theirs as issuer and ask on another: the last two labels. */
    private static String site(String host) {
        int last = host.lastIndexOf('.');
        return host.substring(host.lastIndexOf('.', last - 1) + 1);
    }

    /** Nothing that comes back later is ours any more. */
    @Override
    public void close() {
        state.wipe();
        pkce.verifier().wipe();
    }
}
