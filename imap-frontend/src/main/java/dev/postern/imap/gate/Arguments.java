package dev.postern.imap.gate;

import java.util.List;

/** What was read of arguments. */
sealed interface Arguments {

    record Complete(List<Argument> list) implements Arguments {
        public Complete {
            list = List.copyOf(list);
        }
    }

    /**
     * The text ends where the octets of a literal begin.
     *
     * @param before what stands before it; what is known of a list that it stands in is {@link
     *     Argument.Open}
     */
    record LiteralDue(List<Argument> before, LiteralMark mark) implements Arguments {
        public LiteralDue {
            before = List.copyOf(before);
        }
    }

    record Malformed() implements Arguments {}
}
