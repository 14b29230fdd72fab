package dev.postern.imap.gate;

/** What a rule says of a command. */
sealed interface Ruling {

    /**
     * It is passed on.
     *
     * @param verb under which
     */
    record Granted(String verb) implements Ruling {}

    /**
     * The policy is against it.
     *
     * @param why a sentence without anything that the client said
     */
    record Denied(String why) implements Ruling {}

    /** Its arguments are none that this verb has. */
    record Malformed() implements Ruling {}
}
