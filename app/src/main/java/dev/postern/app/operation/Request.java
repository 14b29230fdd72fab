package dev.postern.app.operation;

import dev.postern.core.access.SecretForm;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.VaultKeyKind;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One thing that a command wants done. */
public sealed interface Request {

    /** One that takes a moment, and is carried out while no other of its kind is. */
    sealed interface Brief extends Request {}

    /** About the running bridge as it is now; what is kept on the disk has no part in it. */
    sealed interface Live extends Request {}

    /** Take over the configuration as the files have it now. */
    record Reload() implements Brief {}

    /** The first password for an app of the configuration; refused if it has one. */
    record IssueSecret(String app, SecretForm form) implements Brief {}

    /** Another generated password for an app of the configuration, in place of the one it has. */
    record RotateSecret(String app, SecretForm form, End end) implements Brief {

        /** When the one that it has ends. */
        public enum End {
            /** When the new one is first used, or when its time is over. */
            ONCE_SEEN,
            AT_ONCE
        }

        /** With overlap. */
        public RotateSecret(String app, SecretForm form) {
            this(app, form, End.ONCE_SEEN);
        }
    }

    /**
     * End the passwords in whose place these were issued, and those whose time is over: something
     * that a bridge notices by itself.
     *
     * @param used ids of new passwords that were used
     */
    record EndSuperseded(Set<String> used) implements Brief {
        public EndSuperseded {
            used = Set.copyOf(used);
        }
    }

    /** A password that a person chose for an app of the configuration; those that it had end. */
    record ChooseSecret(String app, Secret password) implements Brief {}

    /** End all passwords of an app, and the sessions that it has. */
    record Revoke(String app) implements Brief {}

    /**
     * Let an app's passwords be those of an app of the configuration: the same one under its new
     * name.
     */
    record RenameApp(String from, String to) implements Brief {}

    /** Keep the password of an account at its provider. */
    record PutPassword(String account, Secret password) implements Brief {}

    /** Keep the secret of a registration of ours at an authorization server. */
    record PutClientSecret(String clientId, Secret secret) implements Brief {}

    /**
     * Keep the password of a proxy.
     *
     * @param authority {@link dev.postern.core.account.ProxyServer#authority}
     */
    record PutProxyPassword(String authority, Secret password) implements Brief {}

    /**
     * Whether these were issued here, and still let somebody in.
     *
     * @param texts the asker's to wipe
     */
    record Recognise(List<Secret> texts) implements Brief {
        public Recognise {
            texts = List.copyOf(texts);
        }
    }

    /** Which secrets a person must store before the account can get a token. */
    record LookForSecrets(String account) implements Brief {}

    /** Forget the password and the tokens of an account at its provider. */
    record RemovePassword(String account) implements Brief {}

    /** What the running bridge is doing. */
    record Inquire() implements Brief {}

    /** Which sessions are open. */
    record ListSessions() implements Live {}

    /** End open sessions now. */
    record Kick(By by, String name) implements Live {

        /** What the name is that selects them. */
        public enum By {
            SESSION,
            APP,
            ACCOUNT
        }
    }

    /**
     * Let a part of the program log more, or less.
     *
     * @param logger name of a package or class; empty: all of Postern
     * @param level {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
     * @param seconds after which it is as before; 0: when the bridge is started again
     */
    record SetLogLevel(String logger, String level, long seconds) implements Live {}

    /** What may be said of the vault to anybody. */
    record InspectVault() implements Brief {}

    /** Go through the whole audit log, which takes seconds if it is long. */
    record VerifyAudit() implements Request {}

    /**
     * Put the vault under a new key. May wait for a person at the keyring, so nobody waits for its
     * end.
     *
     * @param to where the new key is to be; empty for where the present one is
     * @param given the passphrase, or the key that systemd will give
     */
    record RekeyVault(Optional<VaultKeyKind> to, Optional<Secret> given) implements Request {}

    /** All secrets, to be taken to another machine under this passphrase. */
    record ExportVault(Secret passphrase) implements Brief {}

    /** A code that a person types in elsewhere, to sign in to an account (RFC 8628 3.1). */
    record AuthorizeDevice(String account) implements Request {}

    /**
     * Log in to the servers of an account. It changes nothing but what is remembered of their
     * offers, and takes as long as they do, so nobody waits for its end.
     */
    record CheckAccount(String account) implements Request {}

    /**
     * Turn what a person's consent gave into tokens, and keep those. Takes as long as the
     * authorization server does.
     *
     * @param proof the asker's to wipe
     */
    record SignIn(String account, TokenRequest proof) implements Request {}

    /** The same for an account that needs no person, with what the vault has. */
    record FetchToken(String account) implements Request {}
}
