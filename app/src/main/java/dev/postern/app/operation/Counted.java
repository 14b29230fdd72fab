package dev.postern.app.operation;

/** Numbers of things, as people say them. */
public final class Counted {

    private Counted() {}

    /**
     * The number with its word.
     *
     * @param thing one of them, of a word that has only an s more where there are several
     */
    public static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
