package dev.postern.app.sendmail;

/** The message was not sent, or nobody knows; the sentence is all that a person gets to read. */
public final class SendmailException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Sysexit code;

    public SendmailException(Sysexit code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public Sysexit code() {
        return code;
    }
}
