package dev.postern.core.account;

/** The two protocols that clients may speak to the bridge. */
public enum Protocol {
    IMAP,
    SMTP;

    /** As it stands in configuration, logs and answers: {@code imap}, {@code smtp}. */
    public String word() {
        return switch (this) {
            case IMAP -> "imap";
            case SMTP -> "smtp";
        };
    }
}
