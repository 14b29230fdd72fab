package dev.postern.core.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * The local user whose programs may use an app's password.
 *
 * @param user name or number of a user of this machine
 */
public record UserBinding(String user, Strictness strictness) {

    private static final Logger LOG = LoggerFactory.getLogger(UserBinding.class);

    /** What happens if another user's program logs in, or if the user can't be told. */
    public enum Strictness {
        /** It is logged, and let in. */
        WARN,
        /** It is refused like a wrong password. */
        ENFORCE
    }

    /**
     * Whether that user's programs may use the app's password. Asks the system's user database:
     * never on an event loop.
     *
     * @param owner empty if it can't be told
     */
    static boolean admits(App app, Optional<LocalUser> owner) {
        Optional<UserBinding> binding = app.policy().user();
        if (binding.isEmpty() || owner.filter(it -> it.is(binding.get().user())).isPresent()) {
            return true;
        }
        return switch (binding.get().strictness()) {
            case ENFORCE -> false;
            case WARN -> {
                LOG.atWarn()
                        .addKeyValue("app", app.name())
                        .addKeyValue("expected", binding.get().user())
                        .addKeyValue("found", owner.map(LocalUser::number).orElse("unknown"))
                        .log("A program of another local user logs in with this app's password");
                yield true;
            }
        };
    }

    /** Whether nobody that was let in before would be refused by this one. */
    boolean admitsWhoWasAdmittedBy(Optional<UserBinding> before) {
        return switch (strictness) {
            case WARN -> true;
            case ENFORCE -> before.filter(this::equals).isPresent();
        };
    }
}
