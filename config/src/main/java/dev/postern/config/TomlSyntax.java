package dev.postern.config;

/**
 * Leaves the statement that {@link TomlScanner} is in, from whatever depth; it never leaves the
 * scanner, which notes it and goes on with the next statement.
 */
final class TomlSyntax extends Exception {

    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;
    private final String remedy;

    TomlSyntax(String expected, String found, String remedy) {
        super(expected, null, false, false);
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    String expected() {
        return expected;
    }

    String found() {
        return found;
    }

    String remedy() {
        return remedy;
    }
}
