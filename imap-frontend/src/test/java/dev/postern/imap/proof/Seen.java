package dev.postern.imap.proof;

import java.util.List;

/**
 * A command that a server has seen.
 *
 * @param verb in upper case; with {@code UID} and a space in front if it has that
 */
record Seen(String tag, String verb, List<Argument> arguments) {
    Seen {
        arguments = List.copyOf(arguments);
    }

    /** Without {@code UID}. */
    String plainVerb() {
        return verb.startsWith("UID ") ? verb.substring(4) : verb;
    }
}
