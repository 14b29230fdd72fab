package dev.postern.imap.gate;

import java.util.List;

/** One argument of a command or reply. Texts are ISO 8859-1, so that every octet is a character. */
sealed interface Argument {

    record Atom(String text) implements Argument {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }
    }

    /** Quoted or literal; the two say the same. */
    record Text(String text) implements Argument {}

    record Nested(List<Argument> arguments) implements Argument {
        public Nested {
            arguments = List.copyOf(arguments);
        }
    }

    /** A list of which the end has not come: the octets of a literal stand in it. */
    record Open(List<Argument> arguments) implements Argument {
        public Open {
            arguments = List.copyOf(arguments);
        }
    }
}
