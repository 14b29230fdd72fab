package dev.postern.app.operation;

import dev.postern.core.secret.Secret;

/** One thing that a command wants done. */
public sealed interface Request {

    /** Take over the configuration as the files have it now. */
    record Reload() implements Request {}

    /** A new generated password for an app of the configuration; those that it had end. */
    record IssueSecret(String app) implements Request {}

    /** A password that a person chose for an app of the configuration; those that it had end. */
    record ChooseSecret(String app, Secret password) implements Request {}

    /** End all passwords of an app, and the sessions that it has. */
    record Revoke(String app) implements Request {}

    /** Keep the password of an account at its provider. */
    record PutPassword(String account, Secret password) implements Request {}

    /** Forget the password of an account at its provider. */
    record RemovePassword(String account) implements Request {}

    /** What the running bridge is doing. */
    record Inquire() implements Request {}
}
