package dev.postern.app.operation;

import dev.postern.config.Configuration;
import dev.postern.core.access.Verifiers;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must follow when the state or the configuration has changed. Thread-safe. */
public interface Effects {

    /** Of a command that works on the files itself: nobody else is there. */
    Effects NONE =
            new Effects() {
                @Override
                public TakeOver takeOver(Configuration configuration, Verifiers verifiers) {
                    return new TakeOver.Done(List.of());
                }

                @Override
                public List<String> apply(Configuration configuration, Verifiers verifiers) {
                    return List.of();
                }

                @Override
                public void revoke(String app, Verifiers verifiers) {}

                @Override
                public void endSecrets(Set<String> ids, Verifiers verifiers) {}

                @Override
                public Optional<Status> status(Verifiers verifiers) {
                    return Optional.empty();
                }

                @Override
                public Answer carryOut(Request.Live request) {
                    return new Answer.Refused("No bridge is running. Start it: postern serve");
                }
            };

    /** What became of a new configuration. */
    sealed interface TakeOver {

        /**
         * It counts.
         *
         * @param notes what cannot change while the bridge runs, as sentences for a person
         */
        record Done(List<String> notes) implements TakeOver {
            public Done {
                notes = List.copyOf(notes);
            }
        }

        /**
         * Nothing has changed.
         *
         * @param sentence why
         */
        record Impossible(String sentence) implements TakeOver {}
    }

    /**
     * From now on all of this counts, listeners included, or nothing of it. Sessions of apps and
     * accounts that are gone or changed end.
     */
    TakeOver takeOver(Configuration configuration, Verifiers verifiers);

    /**
     * From now on these count, all but the listeners; sessions of apps and accounts that are gone
     * or changed end.
     *
     * @return what cannot change while the bridge runs, as sentences for a person
     */
    List<String> apply(Configuration configuration, Verifiers verifiers);

    /** From now on these passwords count, and the sessions of {@code app} end. */
    void revoke(String app, Verifiers verifiers);

    /** From now on these passwords count, and the sessions end that have logged in with those. */
    void endSecrets(Set<String> ids, Verifiers verifiers);

    /** What the running bridge says of itself; empty if there is none. */
    Optional<Status> status(Verifiers verifiers);

    /** Done by the running bridge itself; refused if there is none. */
    Answer carryOut(Request.Live request);
}
