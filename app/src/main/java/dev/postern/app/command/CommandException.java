package dev.postern.app.command;

/** A command could not do its work; the message is all that the person gets to read. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    CommandException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** Of a cause whose message is for people already. */
    CommandException(ExitCode code, Throwable cause) {
        super(cause.getMessage(), cause);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
