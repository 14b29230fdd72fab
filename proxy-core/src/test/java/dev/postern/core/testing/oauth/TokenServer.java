package dev.postern.core.testing.oauth;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Trust;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLContext;

/** An authorization server on loopback. Thread-safe. */
public final class TokenServer implements AutoCloseable {

    /** Who signs in where nobody else is named. */
    public static final String USER = "ann@example.org";

    /** What becomes of a refresh token when it is used (RFC 6749 6). */
    public enum RefreshTokens {
        /** It is replaced; used again it revokes all that came of the sign-in. */
        ROTATING,
        /** It stays, and no reply repeats it. */
        FIXED
    }

    /** What the person at the browser does. */
    public enum Person {
        CONSENTS,
        DENIES
    }

    private final Optional<SSLContext> tls;
    private final Tokens tokens = new Tokens();
    private final Clients clients = new Clients();
    private final Consents consents = new Consents(clients, tokens);
    private final Devices devices = new Devices(tokens);
    private final Grants grants = new Grants(clients, tokens, consents, devices);
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<WebRequest> tokenRequests = new ConcurrentLinkedQueue<>();
    private final Queue<WebRequest> deviceRequests = new ConcurrentLinkedQueue<>();
    private final StandInServer server;

    private TokenServer(Optional<SSLContext> tls) {
        this.tls = tls;
        try {
            server = new StandInServer(this::serve);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * As real ones are.
     *
     * @param identity for {@code localhost}
     */
    public static TokenServer overTls(TestAuthority.Identity identity) {
        return new TokenServer(Optional.of(identity.serverContext()));
    }

    /** Over plain HTTP, for browsers that would have to be told whom to trust. */
    public static TokenServer plain() {
        return new TokenServer(Optional.empty());
    }

    public URI token() {
        return at("/token");
    }

    public URI authorization() {
        return at("/authorize");
    }

    public URI deviceAuthorization() {
        return at("/device");
    }

    /** RFC 7662; who may ask is not checked. */
    public URI introspection() {
        return at("/introspect");
    }

    /** As an account's configuration would describe it. */
    public AuthorizationServer described(Trust trust) {
        return new AuthorizationServer(
                "test",
                token(),
                Optional.of(authorization()),
                Optional.of(deviceAuthorization()),
                Map.of(),
                Map.of(),
                AuthorizationServer.USUAL_REDIRECT,
                trust,
                Optional.empty());
    }

    public TokenServer register(Registration registration) {
        clients.register(registration);
        return this;
    }

    /** For the password grant. */
    public TokenServer password(String user, String password) {
        grants.password(user, password);
        return this;
    }

    public TokenServer serviceAccount(String email, PublicKey key) {
        grants.serviceAccount(email, key);
        return this;
    }

    /** Of refresh tokens; rotating unless told otherwise. */
    public TokenServer refreshTokens(RefreshTokens kind) {
        tokens.kind(kind);
        return this;
    }

    /** Of access tokens; an hour unless told otherwise. */
    public TokenServer lifetime(Duration lifetime) {
        tokens.lifetime(lifetime);
        return this;
    }

    /** At the authorization endpoint; consents unless told otherwise. */
    public TokenServer person(Person person) {
        consents.person(person);
        return this;
    }

    /** How often devices may ask; every five seconds unless told otherwise. */
    public TokenServer deviceInterval(Duration interval) {
        devices.interval(interval);
        return this;
    }

    /** The person entered the code and consented. */
    public void approve(String userCode) {
        devices.approve(userCode);
    }

    public void deny(String userCode) {
        devices.deny(userCode);
    }

    public void expire(String userCode) {
        devices.expire(userCode);
    }

    /** What happens to the next token requests, one fault each. */
    public TokenServer next(Fault... next) {
        faults.addAll(List.of(next));
        return this;
    }

    /**
     * A person's consent without a browser: what a server would send the browser back to.
     *
     * @param request the authorization request
     */
    public URI consent(URI request) {
        WebReply reply =
                consents.answer(
                        new WebRequest(
                                "GET", request.getPath(), request.getRawQuery(), Map.of(), "", ""));
        return URI.create(reply.headers().getOrDefault("Location", "about:" + reply.status()));
    }

    /** A refresh token out of nothing, as if somebody had signed in. */
    public String signedIn(String client, String scope) {
        return tokens.refreshToken(new Tokens.SignIn(USER, client, scope));
    }

    /** Whose token this is, if it is good now. */
    public Optional<String> userOf(String accessToken) {
        return tokens.userOf(accessToken);
    }

    public void expireAccessTokens() {
        tokens.expireAccessTokens();
    }

    /** All consent is withdrawn: access and refresh tokens are worth nothing any more. */
    public void revokeAll() {
        tokens.revokeAll();
    }

    /** How many token requests there have been, those that met a fault included. */
    public int requests() {
        return tokenRequests.size();
    }

    /** The same, of one grant type. */
    public int requests(String grantType) {
        return (int)
                tokenRequests.stream()
                        .filter(request -> grantType.equals(request.form().get("grant_type")))
                        .count();
    }

    /** Token requests as they came. */
    public List<WebRequest> tokenRequests() {
        return List.copyOf(tokenRequests);
    }

    /** Device authorization requests as they came. */
    public List<WebRequest> deviceRequests() {
        return List.copyOf(deviceRequests);
    }

    /** What broke in the server itself. */
    public Collection<Throwable> broken() {
        return server.faults();
    }

    private URI at(String path) {
        return URI.create(
                "%s://localhost:%d%s"
                        .formatted(tls.isPresent() ? "https" : "http", server.port(), path));
    }

    private void serve(Peer peer) throws IOException, InterruptedException {
        if (tls.isPresent()) {
            peer.acceptTls(tls.get());
        }
        WebRequest request = WebRequest.read(peer);
        switch (request.method() + " " + request.path()) {
            case "POST /token" -> {
                tokenRequests.add(request);
                token(request, peer, faults.poll());
            }
            case "POST /device" -> {
                deviceRequests.add(request);
                device(request).write(peer);
            }
            case "POST /introspect" ->
                    tokens.introspection(request.form().getOrDefault("token", "")).write(peer);
            case "GET /authorize" -> consents.answer(request).write(peer);
            default -> WebReply.page(404, "Nothing is here").write(peer);
        }
    }

    private void token(WebRequest request, Peer peer, @Nullable Fault fault)
            throws IOException, InterruptedException {
        switch (fault) {
            case null -> answer(request).write(peer);
            case Fault.Slow(Duration by) -> {
                Thread.sleep(by);
                answer(request).write(peer);
            }
            case Fault.Silence ignored -> {
                peer.socket().setSoTimeout(0);
                peer.rest();
            }
            case Fault.Refusal(String code, String description) ->
                    WebReply.error(400, code, description).write(peer);
            case Fault.Saying(WebReply reply) -> reply.write(peer);
            case Fault.Truncated ignored -> answer(request).writeHalf(peer);
            case Fault.Reset ignored -> peer.reset();
            case Fault.LostAnswer ignored -> answer(request);
        }
    }

    private WebReply answer(WebRequest request) {
        return grants.answer(request, token().toString());
    }

    private WebReply device(WebRequest request) {
        return clients.authenticated(request, token().toString())
                .map(client -> devices.begun(client, request.form(), at("/enter").toString()))
                .orElseGet(() -> WebReply.error(401, "invalid_client", "Nobody we know"));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
