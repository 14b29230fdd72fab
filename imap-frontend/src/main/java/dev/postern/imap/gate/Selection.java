package dev.postern.imap.gate;

import java.util.Set;

/**
 * After a SELECT that failed no mailbox is selected (RFC 3501 6.3.1). A provider that has not heard
 * of it, because the gate has refused it, still has the one before: a STORE right behind would
 * change messages of a mailbox that the client does not mean.
 */
final class Selection {

    private static final Set<String> SELECTS = Set.of("SELECT", "EXAMINE");
    private static final Set<String> OF_THE_SELECTED =
            Set.of(
                    "CHECK",
                    "CLOSE",
                    "UNSELECT",
                    "EXPUNGE",
                    "SEARCH",
                    "SORT",
                    "THREAD",
                    "FETCH",
                    "STORE",
                    "COPY",
                    "MOVE");

    private boolean refused;

    /** The provider may have one open. */
    private boolean open;

    /**
     * What becomes of a command.
     *
     * @param ruling by the rules of the profile
     */
    Ruling after(GateCommand command, Ruling ruling) {
        String verb = command.verb();
        if (SELECTS.contains(verb)) {
            switch (ruling) {
                case Ruling.Granted ignored -> {
                    refused = false;
                    open = true;
                }
                case Ruling.Denied ignored -> refused = true;
                case Ruling.Malformed ignored -> {}
            }
            return ruling;
        }
        String plain = verb.startsWith("UID ") ? verb.substring("UID ".length()) : verb;
        return refused && ruling instanceof Ruling.Granted && OF_THE_SELECTED.contains(plain)
                ? Rule.denied("no folder is open, as the last one was refused")
                : ruling;
    }

    /** Whether the provider has a mailbox open that the client does not mean; says so once. */
    boolean isLeftOpen() {
        boolean left = refused && open;
        open &= !refused;
        return left;
    }
}
