package dev.postern.imap.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of commands about mailboxes as such. */
final class MailboxRules {

    static final String OTHER_FOLDER = "this folder is not among those that the app may use";
    static final String WASTE = "what is put into trash or junk is as good as deleted";

    private static final String NOT_SO = "the app may use this command only in its plain form";

    static final Set<String> STATUS_ITEMS =
            Set.of(
                    "MESSAGES",
                    "RECENT",
                    "UIDNEXT",
                    "UIDVALIDITY",
                    "UNSEEN",
                    "SIZE",
                    "DELETED",
                    "DELETED-STORAGE",
                    "HIGHESTMODSEQ",
                    "APPENDLIMIT",
                    "MAILBOXID");

    /** RFC 5258, RFC 6154 */
    static final Set<String> SELECTIONS =
            Set.of("SUBSCRIBED", "REMOTE", "RECURSIVEMATCH", "SPECIAL-USE");

    private static final Set<String> RETURNS = Set.of("SUBSCRIBED", "CHILDREN", "SPECIAL-USE");

    private MailboxRules() {}

    /** One mailbox and nothing else. */
    static Ruling one(GateCommand command, Scene scene) {
        return command.count() == 1 ? named(command, 0, scene) : Rule.malformed();
    }

    /** RENAME: both. */
    static Ruling two(GateCommand command, Scene scene) {
        if (command.count() != 2) {
            return Rule.malformed();
        }
        return named(command, 0, scene) instanceof Ruling.Granted
                ? named(command, 1, scene)
                : named(command, 0, scene);
    }

    static Ruling create(GateCommand command, Scene scene) {
        return command.count() == 2 && command.nested(1).isPresent()
                ? Rule.denied(NOT_SO)
                : one(command, scene);
    }

    /** RFC 7162 3.1.8, 3.2.5 */
    static Ruling select(GateCommand command, Scene scene) {
        List<Argument> parameters = command.nested(1).orElse(List.of());
        boolean known =
                parameters.stream()
                        .allMatch(it ->
                                it instanceof Argument.Nested
                                        || Words.isAmong(Set.of("CONDSTORE", "QRESYNC"), it));
        if (command.count() != (command.nested(1).isPresent() ? 2 : 1)) {
            return Rule.malformed();
        }
        return known ? named(command, 0, scene) : Rule.denied(NOT_SO);
    }

    static Ruling status(GateCommand command, Scene scene) {
        Optional<List<Argument>> items = command.nested(1);
        if (command.count() != 2 || items.isEmpty()) {
            return Rule.malformed();
        }
        return Words.areAmong(STATUS_ITEMS, items.get())
                ? named(command, 0, scene)
                : Rule.denied(NOT_SO);
    }

    static Ruling lsub(GateCommand command, Scene scene) {
        return command.count() == 2
                        && Words.astring(command.arguments().get(0)).isPresent()
                        && Words.isPattern(command.arguments().get(1))
                ? Rule.granted(command)
                : Rule.malformed();
    }

    /** Any pattern: what it finds is filtered. */
    static Ruling list(GateCommand command, Scene scene) {
        List<Argument> arguments = command.arguments();
        int reference = command.nested(0).isPresent() ? 1 : 0;
        int returns = reference + 2;
        if (command.count() < returns
                || Words.astring(arguments.get(reference)).isEmpty()
                || !isPatterns(arguments.get(reference + 1))) {
            return Rule.malformed();
        }
        if (!Words.areAmong(SELECTIONS, command.nested(0).orElse(List.of()))) {
            return Rule.denied(NOT_SO);
        }
        if (command.count() == returns) {
            return Rule.granted(command);
        }
        boolean isReturn =
                command.count() == returns + 2
                        && command.word(returns).equals(Optional.of("RETURN"))
                        && command.nested(returns + 1).isPresent();
        if (!isReturn) {
            return Rule.malformed();
        }
        return isKnown(command.nested(returns + 1).orElseThrow())
                ? Rule.granted(command)
                : Rule.denied(NOT_SO);
    }

    /** Roots of quotas are no mailboxes; under a folder allow-list they might be named so. */
    static Ruling quota(GateCommand command, Scene scene) {
        if (!scene.folders().isEverything()) {
            return Rule.denied(NOT_SO);
        }
        return command.count() == 1 && Words.astring(command.arguments().get(0)).isPresent()
                ? Rule.granted(command)
                : Rule.malformed();
    }

    private static boolean isPatterns(Argument argument) {
        return argument instanceof Argument.Nested(List<Argument> patterns)
                ? !patterns.isEmpty() && patterns.stream().allMatch(Words::isPattern)
                : Words.isPattern(argument);
    }

    /** RFC 5819: STATUS is the one that has a list behind it. */
    private static boolean isKnown(List<Argument> returns) {
        for (int at = 0; at < returns.size(); at++) {
            if (Words.isAmong(Set.of("STATUS"), returns.get(at))) {
                at++;
                if (at == returns.size()
                        || !(returns.get(at) instanceof Argument.Nested(List<Argument> items))
                        || !Words.areAmong(STATUS_ITEMS, items)) {
                    return false;
                }
            } else if (!Words.isAmong(RETURNS, returns.get(at))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the mailbox at a place is one that the app may use. */
    static Ruling named(GateCommand command, int place, Scene scene) {
        Optional<String> name = Words.astring(command.arguments().get(place));
        if (name.isEmpty()) {
            return Rule.malformed();
        }
        return switch (scene.place(name.get())) {
            case ALLOWED -> Rule.granted(command);
            case ON_THE_WAY, HIDDEN -> Rule.denied(OTHER_FOLDER);
        };
    }

    /** The same for one into which messages are put. */
    static Ruling target(GateCommand command, int place, Scene scene) {
        Ruling named = named(command, place, scene);
        return named instanceof Ruling.Granted && isWaste(command, place, scene)
                ? Rule.denied(WASTE)
                : named;
    }

    private static boolean isWaste(GateCommand command, int place, Scene scene) {
        return switch (scene.profile()) {
            case NO_DELETE ->
                    Words.astring(command.arguments().get(place))
                            .map(name -> scene.waste().contain(name, scene.encoding()))
                            .orElse(true);
            case FULL, READ_ONLY, READ_AND_FLAG, APPEND_ONLY -> false;
        };
    }
}
