package dev.postern.app.client;

/** What a template may ask for. */
sealed interface ClientValue {

    /** A name, an address or a path. */
    record Text(String text) implements ClientValue {}

    record Port(int number) implements ClientValue {}

    /** A line for the shell that prints a password. */
    record Command(String line) implements ClientValue {}

    /** As it is, wherever it stands: base64, a line of a comment. */
    record Plain(String text) implements ClientValue {}

    /** Whether a part of the template stands. */
    record Choice(boolean isSo) implements ClientValue {}
}
