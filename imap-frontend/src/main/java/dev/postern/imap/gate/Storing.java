package dev.postern.imap.gate;

import java.util.List;
import java.util.Optional;

/**
 * Which flags STORE may change.
 *
 * @param replacing by which all that a message has may be replaced; nothing: they may not be, as
 *     that takes away whatever is not named
 */
record Storing(Flags adding, Flags takingAway, Optional<Flags> replacing) {

    static final String FLAG = "the app may not set this flag";
    static final String ALL_FLAGS =
            "the app may add flags and take them away, but not replace them all";

    /** A mark for deletion, of whoever, is not for the app to see to. */
    static final Storing MARKS = new Storing(Flags.MARKS, Flags.MARKS, Optional.empty());

    /** To take a mark for deletion away deletes nothing. */
    static final Storing NO_DELETION =
            new Storing(Flags.MARKS_AND_DRAFT, Flags.ALL, Optional.of(Flags.MARKS_AND_DRAFT));

    static final Storing ALL = new Storing(Flags.ALL, Flags.ALL, Optional.of(Flags.ALL));

    /**
     * What is against it, if anything is.
     *
     * @param item {@code FLAGS} with or without a sign
     */
    Optional<String> objection(String item, List<Argument> flags) {
        Optional<Flags> allowed =
                switch (item.charAt(0)) {
                    case '+' -> Optional.of(adding);
                    case '-' -> Optional.of(takingAway);
                    default -> replacing;
                };
        if (allowed.isEmpty()) {
            return Optional.of(ALL_FLAGS);
        }
        return allowed.get().allow(flags) ? Optional.empty() : Optional.of(FLAG);
    }
}
