package dev.postern.core.oauth;

/** What servers say, fit for logs and terminals. */
final class Words {

    private Words() {}

    /** Without what is invisible, moves the cursor or turns the reading direction; cut. */
    static String printable(String text, int limit) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .map(point -> isVisible(point) ? point : ' ')
                .limit(limit)
                .forEach(clean::appendCodePoint);
        return clean.toString().replaceAll(" {2,}", " ").strip();
    }

    /** The same, of ASCII only. */
    static String ascii(String text, int limit) {
        return printable(text.replaceAll("[^ -~]", "?"), limit);
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
