package dev.postern.core.signin;

import dev.postern.core.secret.Secret;

/** What an authorization server sent back through the browser (RFC 6749 4.1.2). */
public sealed interface Redirected {

    /** It belongs to our request, and so it is the provider's answer. */
    sealed interface Decision extends Redirected {}

    /** The person consented. */
    record Code(Secret code) implements Decision {}

    /**
     * The provider says no, mostly because the person did (RFC 6749 4.1.2.1).
     *
     * @param error its code, like {@code access_denied}: printable, cut
     * @param description its words: printable, cut; may be empty
     */
    record Denied(String error, String description) implements Decision {

        /** Longer ones were not written for people. */
        private static final int LONGEST = 300;

        public Denied {
            error = printable(error);
            description = printable(description);
        }

        /** For people, without escapes of any markup. */
        public String words() {
            return description.isEmpty() ? error : "%s (%s)".formatted(description, error);
        }

        /** Nothing that moves a cursor or turns the direction of a line. */
        private static String printable(String text) {
            StringBuilder clean = new StringBuilder();
            text.codePoints()
                    .limit(LONGEST)
                    .map(point ->
                            switch (Character.getType(point)) {
                                case Character.CONTROL,
                                        Character.LINE_SEPARATOR,
                                        Character.PARAGRAPH_SEPARATOR ->
                                        ' ';
                                case Character.FORMAT,
                                        Character.SURROGATE,
                                        Character.PRIVATE_USE,
                                        Character.UNASSIGNED ->
                                        '?';
                                default -> point;
                            })
                    .forEach(clean::appendCodePoint);
            return clean.toString().strip();
        }
    }

    /** It belongs to another request, or to none: nothing of it counts. */
    record WrongState() implements Redirected {}

    /**
     * It is something else.
     *
     * @param sentence for the person who pasted it: what was expected, and what was found
     */
    record NotARedirect(String sentence) implements Redirected {}
}
