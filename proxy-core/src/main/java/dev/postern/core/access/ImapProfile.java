package dev.postern.core.access;

/** What an app may do with a mailbox over IMAP. Which commands that allows, the IMAP gate says. */
public enum ImapProfile {
    /** Everything that the provider allows. */
    FULL("full"),
    /** See messages; change nothing, not even what was seen. */
    READ_ONLY("read-only"),
    /** See messages, and set flags and keywords other than {@code \Deleted}. */
    READ_AND_FLAG("read-and-flag"),
    /** Add messages; see none. */
    APPEND_ONLY("append-only"),
    /** Everything that lets no message disappear. */
    NO_DELETE("no-delete");

    private final String word;

    ImapProfile(String word) {
        this.word = word;
    }

    /** Whether it allows all that the other one does. */
    boolean covers(ImapProfile other) {
        return switch (this) {
            case FULL -> true;
            case NO_DELETE -> other != FULL;
            case READ_AND_FLAG -> other == READ_AND_FLAG || other == READ_ONLY;
            case READ_ONLY -> other == READ_ONLY;
            case APPEND_ONLY -> other == APPEND_ONLY;
        };
    }

    /** As it stands in configuration and lists. */
    public String word() {
        return word;
    }
}
