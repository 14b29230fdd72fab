package dev.postern.core.access;

/**
 * The local user whose programs may use an app's password.
 *
 * @param user name or number of a user of this machine
 */
public record UserBinding(String user, Strictness strictness) {

    /** What happens if another user's program logs in, or if the user can't be told. */
    public enum Strictness {
        /** It is logged, and let in. */
        WARN,
        /** It is refused like a wrong password. */
        ENFORCE
    }
}
