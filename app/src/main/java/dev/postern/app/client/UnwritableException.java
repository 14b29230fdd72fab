package dev.postern.app.client;

/** A value cannot stand in the file that it is for; the message is for people. */
public final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwritableException(String what, String value) {
        super(
                "%s stands in \"%s\", which no file of this program can hold. Choose another path or command."
                        .formatted(what, value.replaceAll("\\p{Cntrl}", "?")));
    }
}
