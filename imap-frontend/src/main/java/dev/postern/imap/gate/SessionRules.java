package dev.postern.imap.gate;

import java.util.Set;

/** Rules of commands that every app may use, each in its proper form. */
final class SessionRules {

    /** Extensions that change what is said later, and that the gate knows. */
    private static final Set<String> ENABLED =
            Set.of("CONDSTORE", "QRESYNC", "UTF8=ACCEPT", "IMAP4REV2");

    private SessionRules() {}

    static Ruling bare(GateCommand command, Scene scene) {
        return command.count() == 0 ? Rule.granted(command) : Rule.malformed();
    }

    /** RFC 2971 3.1; what it holds is for the provider's log. */
    static Ruling id(GateCommand command, Scene scene) {
        boolean isId =
                command.count() == 1
                        && (command.nested(0).isPresent()
                                || Words.isAmong(Set.of("NIL"), command.arguments().get(0)));
        return isId ? Rule.granted(command) : Rule.malformed();
    }

    static Ruling enable(GateCommand command, Scene scene) {
        if (command.count() == 0) {
            return Rule.malformed();
        }
        return Words.areAmong(ENABLED, command.arguments())
                ? Rule.granted(command)
                : Rule.denied("this extension is not for an app with a restriction");
    }

    /** CLOSE expunges, UNSELECT does not (RFC 3691). */
    static Ruling closeWithoutExpunge(GateCommand command, Scene scene) {
        if (command.count() != 0) {
            return Rule.malformed();
        }
        return scene.knowsUnselect()
                ? new Ruling.Granted("UNSELECT")
                : Rule.denied("CLOSE expunges, and the provider has no UNSELECT");
    }
}
