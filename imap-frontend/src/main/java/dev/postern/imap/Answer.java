package dev.postern.imap;

/** A command's one-line answer, CRLF included, and whether it counts against the client. */
record Answer(String words, Blame blame) {

    enum Blame {
        NONE,
        /** Clients that mean IMAP do not do this; three end the connection. */
        ERROR
    }

    static Answer ok(String tag, String sentence) {
        return new Answer(tag + " OK " + sentence + "\r\n", Blame.NONE);
    }

    static Answer no(String tag, String sentence) {
        return new Answer(tag + " NO " + sentence + "\r\n", Blame.NONE);
    }

    /** BAD of which the client is innocent. */
    static Answer unable(String tag, String sentence) {
        return new Answer(tag + " BAD " + sentence + "\r\n", Blame.NONE);
    }

    static Answer bad(String tag, String sentence) {
        return new Answer(tag + " BAD " + sentence + "\r\n", Blame.ERROR);
    }
}
