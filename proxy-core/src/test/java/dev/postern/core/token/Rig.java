package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Missing;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.KeyFile;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** An engine with a vault on the disk, a server and a clock in the test's hands. */
final class Rig implements AutoCloseable {

    final HandTime time = new HandTime();
    final Server server = new Server();
    final List<TokenEvent> events = new ArrayList<>();
    final StateLock lock;
    private final Path directory;
    private final KeyFile key;
    Vault vault;
    TokenEngine engine;

    Rig(Path directory) {
        this.directory = directory;
        lock = StateLock.acquire(StateDirectory.open(directory.resolve("state")));
        key = new KeyFile(directory.resolve("keys/vault.key"));
        start();
    }

    /** What a restart finds: the vault, and nothing else. */
    void start() {
        time.forgetTimers();
        vault = reopened();
        engine = new TokenEngine(vault, server, events::add, time.timing(), time.threads());
    }

    /** As it is on the disk at this moment. */
    Vault reopened() {
        return Vault.open(lock, key);
    }

    void makeVaultUnwritable() throws IOException {
        // Even root cannot put a file where a directory with something in it is.
        Files.createDirectories(directory.resolve("state/vault.new/full"));
    }

    void makeVaultWritable() throws IOException {
        Files.delete(directory.resolve("state/vault.new/full"));
        Files.delete(directory.resolve("state/vault.new"));
    }

    static Account account(Grant grant) {
        return account("work", "ann@example.org", oauth(grant, "our-id"));
    }

    static Account account() {
        return account(new Grant.AuthorizationCode());
    }

    static Account account(String name, String address, Credential.Oauth oauth) {
        Upstream upstream =
                new Upstream(
                        "mail.example.org",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        address,
                        Optional.empty());
        return new Account(name, address, Set.of(), Map.of(Protocol.IMAP, upstream), oauth);
    }

    static Credential.Oauth oauth(Grant grant, String client) {
        return new Credential.Oauth(
                new AuthorizationServer(
                        "example",
                        URI.create("https://login.example.org/token"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        AuthorizationServer.USUAL_REDIRECT,
                        new Trust.RuntimeAuthorities(),
                        Optional.empty()),
                new OauthClient(client, new OauthClient.Authentication.None()),
                grant,
                List.of("mail", "offline_access"));
    }

    static Credential.Oauth oauth(Account account) {
        return (Credential.Oauth) account.credential();
    }

    CompletableFuture<CredentialOutcome> fetch(Account account) {
        return engine.fetch(account, oauth(account)).toCompletableFuture();
    }

    CredentialOutcome fetched(Account account) {
        assertThat(fetch(account)).isCompleted();
        return fetch(account).join();
    }

    /** The access token that a login gets at once. */
    String token(Account account) {
        assertThat(fetched(account)).isInstanceOf(Available.class);
        return ((Available) fetched(account)).secret().revealText();
    }

    /** Why a login gets none at once. */
    UpstreamFailure missing(Account account) {
        CredentialOutcome outcome = fetch(account).join();
        assertThat(outcome).isInstanceOf(Missing.class);
        return ((Missing) outcome).failure();
    }

    void reject(Account account, String token) {
        engine.rejected(account, oauth(account), Secret.of(token));
    }

    /** A person signs in, and the server gives this. */
    SignInOutcome signIn(Account account, TokenReply reply) {
        int before = server.requests();
        CompletableFuture<SignInOutcome> outcome =
                engine.redeem(
                                account,
                                oauth(account),
                                new TokenRequest.Code(
                                        Secret.of("code"),
                                        Secret.of("verifier"),
                                        AuthorizationServer.USUAL_REDIRECT))
                        .toCompletableFuture();
        if (server.requests() == before + 1 && !outcome.isDone()) {
            server.answer(reply);
        }
        return outcome.join();
    }

    /** Access token {@code a0}, refresh token {@code r0}, for an hour. */
    Account signedIn() {
        Account account = account();
        signIn(account, Server.rotated("a0", "r0"));
        server.asked.clear();
        return account;
    }

    TokenHealth health(Account account) {
        return engine.health(account).orElseThrow();
    }

    List<TokenEvent.Kind> kinds() {
        return events.stream().map(TokenEvent::kind).toList();
    }

    @Override
    public void close() {
        lock.close();
    }
}
