package dev.postern.imap.proof;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A part of a command as a server has read it. */
sealed interface Argument {

    /** Text is in ISO 8859-1, so that it is the octets. */
    record Atom(String text) implements Argument {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }

        String upper() {
            return text.toUpperCase(Locale.ROOT);
        }
    }

    /** Quoted or literal: for a server they are the same. */
    record Text(String text) implements Argument {}

    record Group(List<Argument> items) implements Argument {
        public Group {
            items = List.copyOf(items);
        }
    }

    /** What stands where an astring does, as octets. */
    default byte[] octets() {
        return switch (this) {
            case Atom atom -> atom.text().getBytes(StandardCharsets.ISO_8859_1);
            case Text text -> text.text().getBytes(StandardCharsets.ISO_8859_1);
            case Group group -> throw new IllegalArgumentException("no string: " + group);
        };
    }
}
