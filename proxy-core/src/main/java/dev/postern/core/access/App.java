package dev.postern.core.access;

/**
 * One client, script, printer or agent that has an app password.
 *
 * @param name unique without regard to case: {@code [a-z0-9][a-z0-9._-]{0,63}}
 * @param account name of the account that it may use
 * @param note for people; empty: none
 */
public record App(String name, String account, AppPolicy policy, String note) {

    /** Without a note. */
    public App(String name, String account, AppPolicy policy) {
        this(name, account, policy, "");
    }
}
