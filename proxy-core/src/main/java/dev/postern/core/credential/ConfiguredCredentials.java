package dev.postern.core.credential;

import com.github.benmanes.caffeine.cache.Ticker;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.SecretKind;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Missing;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.Vault;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Credentials from where each account's configuration says: the vault, a command, or an
 * authorization server.
 */
public final class ConfiguredCredentials implements CredentialSource, AutoCloseable {

    private final Vault vault;
    private final TokenSource tokens;
    private final Rejections rejections;
    private final CommandSecrets commands;

    /**
     * @param tokens the caller's to close, after this
     */
    public ConfiguredCredentials(Vault vault, TokenSource tokens) {
        this(vault, tokens, Ticker.systemTicker());
    }

    ConfiguredCredentials(Vault vault, TokenSource tokens, Ticker ticker) {
        this.vault = vault;
        this.tokens = tokens;
        rejections = new Rejections(ticker);
        commands = new CommandSecrets(rejections, ticker);
    }

    @Override
    public CompletionStage<CredentialOutcome> fetch(Account account) {
        return switch (account.credential()) {
            case Credential.VaultPassword stored ->
                    CompletableFuture.completedFuture(fromVault(account));
            case Credential.Command command ->
                    commands.fetch(account.name(), command)
                            .thenApply(outcome -> handedOut(account, outcome));
            case Credential.Oauth oauth -> tokens.fetch(account, oauth);
        };
    }

    @Override
    public void rejected(Account account, Secret secret) {
        switch (account.credential()) {
            // Only a person replaces what a person has typed.
            case Credential.VaultPassword stored -> rejections.add(account.name(), secret);
            case Credential.Command command -> {
                rejections.add(account.name(), secret);
                commands.drop(account.name(), command, secret);
            }
            case Credential.Oauth oauth -> tokens.rejected(account, oauth, secret);
        }
    }

    /** Ends the commands that run; what they were to print is missing then. */
    @Override
    public void close() {
        commands.close();
    }

    private CredentialOutcome fromVault(Account account) {
        return vault.password(account.name())
                .<CredentialOutcome>map(password ->
                        new Available(
                                password,
                                SecretKind.PASSWORD,
                                rejections.freshness(account.name(), password)))
                .orElseGet(() ->
                        new Missing(
                                new UpstreamFailure.ConsentNeeded(
                                        "the vault has no password for the account %s yet; a person must store it"
                                                .formatted(account.name()))));
    }

    private CredentialOutcome handedOut(Account account, CredentialOutcome outcome) {
        return switch (outcome) {
            case Available(Secret secret, SecretKind kind, CredentialOutcome.Freshness ignored) ->
                    new Available(
                            Secrets.copy(secret),
                            kind,
                            rejections.freshness(account.name(), secret));
            case Missing missing -> missing;
        };
    }
}
