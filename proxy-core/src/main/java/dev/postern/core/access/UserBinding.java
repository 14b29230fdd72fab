package dev.postern.core.access;

import java.util.Optional;

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

    /** Whether nobody that was let in before would be refused by this one. */
    boolean admitsWhoWasAdmittedBy(Optional<UserBinding> before) {
        return switch (strictness) {
            case WARN -> true;
            case ENFORCE -> before.filter(this::equals).isPresent();
        };
    }
}
