package dev.postern.core.session;

/** Printable ASCII only, and cut: what others said must not write our log for us. */
final class PrintableText {
    private PrintableText() {}

    static String of(String said, int limit) {
        StringBuilder shown = new StringBuilder();
        said.chars().limit(limit).forEach(c -> shown.append(c < ' ' || c > '~' ? '?' : (char) c));
        return said.length() > limit ? shown + "…" : shown.toString();
    }
}
