package dev.postern.app.operation;

import dev.postern.app.operation.Request.RotateSecret.End;
import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationLoader;
import dev.postern.config.Loaded;
import dev.postern.config.Problem;
import dev.postern.core.access.App;
import dev.postern.core.access.SecretForm;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.audit.AuditEvent;
import dev.postern.core.audit.AuditEvent.CredentialChange;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException;
import dev.postern.core.state.VaultKeyKind;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * Carries out requests on the state that this process has open. Thread-safe: brief ones are carried
 * out one at a time.
 */
public final class Administration implements Operations {
    private final OpenState state;
    private final ConfigurationLoader loader;
    private final Effects effects;
    private final AccountChecker checker;
    private final VaultKeeping vaultKeeping;
    private final TokenOperations tokens;
    private final AppSecrets secrets;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** Closes {@code state} when it is closed. */
    public Administration(
            OpenState state,
            ConfigurationLoader loader,
            Effects effects,
            AccountChecker checker,
            SignIns signIns,
            Clock clock) {
        this.state = state;
        this.loader = loader;
        this.vaultKeeping = new VaultKeeping(state);
        this.effects = effects;
        this.checker = checker;
        tokens = new TokenOperations(state.vault(), signIns);
        secrets = new AppSecrets(state, effects, clock);
    }

    @Override
    public Answer carryOut(Request request) {
        return switch (request) {
            case Request.Brief brief -> alone(brief);
            case Request.Live live -> effects.carryOut(live);
            case Request.CheckAccount(String name) -> withAccount(name, this::check);
            case Request.VerifyAudit ignored -> verifyAudit();
            case Request.RekeyVault(Optional<VaultKeyKind> to, Optional<Secret> given) ->
                    rekey(to, given);
            case Request.SignIn(String name, TokenRequest proof) ->
                    withAccount(name, (account, ignored) -> signIn(account, proof));
            case Request.AuthorizeDevice(String name) ->
                    withAccount(name, (account, ignored) -> tokens.authorizeDevice(account));
            case Request.FetchToken(String name) ->
                    withAccount(name, (account, ignored) -> tokens.fetch(account));
        };
    }

    /** Of an account as the files have it now. */
    private Answer withAccount(String name, BiFunction<Account, Configuration, Answer> operation) {
        try {
            return switch (loader.load()) {
                case Loaded.Broken broken -> broken(broken);
                case Configuration configuration ->
                        configuration
                                .directory()
                                .accountOf(name)
                                .or(() -> configuration.directory().configured(name))
                                .map(account -> operation.apply(account, configuration))
                                .orElseGet(() -> unknownAccount(name));
            };
        } catch (StateException unusable) {
            return new Answer.StateUnusable(String.valueOf(unusable.getMessage()));
        }
    }

    private Answer rekey(Optional<VaultKeyKind> to, Optional<Secret> given) {
        try {
            return vaultKeeping.rekey(to, given);
        } catch (StateException unusable) {
            return new Answer.StateUnusable(String.valueOf(unusable.getMessage()));
        }
    }

    private Answer signIn(Account account, TokenRequest proof) {
        Answer answer = tokens.signIn(account, proof);
        if (answer instanceof Answer.Done) {
            changed(account.name(), CredentialChange.SIGNED_IN);
        }
        return answer;
    }

    private void changed(String account, CredentialChange change) {
        state.audit().record(new AuditEvent.CredentialChanged(account, change));
    }

    private Answer verifyAudit() {
        try {
            return new Answer.Verified(state.audit().verify());
        } catch (IOException unreadable) {
            return new Answer.StateUnusable(
                    "The audit log in %s could not be read (%s)."
                            .formatted(state.lock().directory().audit(), unreadable));
        } catch (StateException unusable) {
            return new Answer.StateUnusable(String.valueOf(unusable.getMessage()));
        }
    }

    private Answer check(Account account, Configuration configuration) {
        return account.isCatchAll()
                ? new Answer.Refused(
                        "The account %s is for all of %s: check one of its addresses, like postern account check somebody%s"
                                .formatted(account.name(), account.address(), account.address()))
                : new Answer.Checked(checker.check(account, configuration));
    }

    private Answer alone(Request.Brief request) {
        oneAtATime.lock();
        try {
            return switch (request) {
                case Request.Reload ignored ->
                        withConfiguration(loader.loadSettled(), this::takeOver);
                case Request.IssueSecret(String name, SecretForm form) ->
                        withApp(
                                name,
                                (app, configuration) -> secrets.issue(app, form, configuration));
                case Request.RotateSecret(String name, SecretForm form, End end) ->
                        withApp(
                                name,
                                (app, configuration) ->
                                        secrets.rotate(app, form, end, configuration));
                case Request.ChooseSecret(String name, Secret password) ->
                        withApp(name, (app, configuration) -> choose(app, password, configuration));
                case Request.Revoke(String app) -> secrets.revoke(app);
                case Request.RenameApp(String from, String to) ->
                        withApp(
                                to,
                                (app, configuration) -> secrets.rename(from, app, configuration));
                case Request.Recognise(List<Secret> texts) -> secrets.recognise(texts);
                case Request.EndSuperseded(Set<String> used) -> secrets.endSuperseded(used);
                case Request.PutPassword(String account, Secret password) ->
                        withConfiguration(configuration -> put(account, password, configuration));
                case Request.PutClientSecret(String clientId, Secret secret) ->
                        withConfiguration(configuration -> {
                            state.vault().putClientSecret(clientId, secret);
                            return reload(configuration);
                        });
                case Request.PutProxyPassword(String authority, Secret password) ->
                        withConfiguration(configuration -> {
                            state.vault().putProxyPassword(authority, password);
                            return reload(configuration);
                        });
                case Request.LookForSecrets(String name) ->
                        withAccount(name, (account, ignored) -> tokens.missing(account));
                case Request.RemovePassword(String account) ->
                        withConfiguration(configuration -> remove(account, configuration));
                case Request.Inquire ignored -> inquire();
                case Request.InspectVault ignored -> vaultKeeping.inspect();
                case Request.ExportVault(Secret passphrase) -> vaultKeeping.export(passphrase);
            };
        } catch (UnusableStateException | StateException unusable) {
            return new Answer.StateUnusable(String.valueOf(unusable.getMessage()));
        } finally {
            oneAtATime.unlock();
        }
    }

    private interface Operation {
        Answer on(Configuration configuration) throws UnusableStateException;
    }

    private Answer withConfiguration(Operation operation) throws UnusableStateException {
        return withConfiguration(loader.load(), operation);
    }

    private static Answer withConfiguration(Loaded loaded, Operation operation)
            throws UnusableStateException {
        return switch (loaded) {
            case Loaded.Broken broken -> broken(broken);
            case Configuration configuration -> operation.on(configuration);
        };
    }

    private static Answer broken(Loaded.Broken broken) {
        return new Answer.Broken(broken.problems().stream().map(Problem::sentence).toList());
    }

    private Answer takeOver(Configuration configuration) throws UnusableStateException {
        return switch (effects.takeOver(configuration, state.verifiers().read())) {
            case Effects.TakeOver.Done(List<String> notes) -> new Answer.Done(notes);
            case Effects.TakeOver.Impossible(String sentence) -> new Answer.Refused(sentence);
        };
    }

    private Answer reload(Configuration configuration) throws UnusableStateException {
        return new Answer.Done(effects.apply(configuration, state.verifiers().read()));
    }

    private interface AppOperation {
        Answer on(App app, Configuration configuration) throws UnusableStateException;
    }

    private Answer withApp(String name, AppOperation operation) throws UnusableStateException {
        return withConfiguration(configuration -> {
            Optional<App> app = configuration.directory().app(name);
            return app.isPresent()
                    ? operation.on(app.get(), configuration)
                    : new Answer.Refused(UnknownApp.sentence(name, configuration));
        });
    }

    private Answer choose(App app, Secret password, Configuration configuration)
            throws UnusableStateException {
        Account account = configuration.directory().configured(app.account()).orElseThrow();
        return secrets.choose(app, account, password, configuration);
    }

    private Answer put(String name, Secret password, Configuration configuration)
            throws UnusableStateException {
        Optional<Account> account = configuration.directory().configured(name);
        if (account.isEmpty()) {
            return unknownAccount(name);
        }
        return switch (account.get().credential()) {
            case Credential.Command ignored ->
                    new Answer.Refused(
                            "The account %s gets its credential from a command, at %s; there is no password to keep."
                                    .formatted(
                                            account.get().name(),
                                            configuration.originOf(account.get()).orElseThrow()));
            case Credential.Oauth oauth when !(oauth.grant() instanceof Grant.Password) ->
                    new Answer.Refused(
                            "The account %s signs in with OAuth, at %s; there is no password to keep. Sign in: postern account login %s"
                                    .formatted(
                                            account.get().name(),
                                            configuration.originOf(account.get()).orElseThrow(),
                                            account.get().name()));
            case Credential.Oauth ignored -> keep(account.get(), password, configuration);
            case Credential.VaultPassword ignored -> keep(account.get(), password, configuration);
        };
    }

    private Answer keep(Account account, Secret password, Configuration configuration)
            throws UnusableStateException {
        state.vault().putPassword(account.name(), password);
        changed(account.name(), CredentialChange.PASSWORD_STORED);
        return reload(configuration);
    }

    private Answer remove(String account, Configuration configuration)
            throws UnusableStateException {
        state.vault().removePassword(account);
        state.vault().removeTokens(account);
        changed(account, CredentialChange.REMOVED);
        return reload(configuration);
    }

    private Answer inquire() throws UnusableStateException {
        return effects.status(state.verifiers().read())
                .<Answer>map(Answer.Report::new)
                .orElseGet(() -> new Answer.Refused("No bridge is running."));
    }

    private static Answer unknownAccount(String name) {
        return new Answer.Refused(
                "There is no account %s in the configuration. These are there: postern account list"
                        .formatted(name));
    }

    @Override
    public void close() {
        state.close();
    }
}
