package dev.postern.imap.gate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules of commands about the messages of the mailbox that is selected. */
final class MessageRules {

    static final String LABELS = "the provider's own extensions are not for this app";

    private static final Set<String> STORES =
            Set.of("FLAGS", "FLAGS.SILENT", "+FLAGS", "+FLAGS.SILENT", "-FLAGS", "-FLAGS.SILENT");

    private MessageRules() {}

    /** Where only the selected mailbox is told of: the keys change nothing. */
    static Ruling search(GateCommand command, Scene scene) {
        if (command.count() == 0) {
            return Rule.malformed();
        }
        return !scene.folders().isEverything() && namesLabels(command.arguments())
                ? Rule.denied(LABELS)
                : Rule.granted(command);
    }

    /** Under a folder allow-list Gmail's labels would tell of others. */
    static boolean namesLabels(List<Argument> arguments) {
        return arguments.stream()
                .anyMatch(argument ->
                        switch (argument) {
                            case Argument.Atom(String text) -> isLabels(text);
                            case Argument.Text(String text) -> isLabels(text);
                            case Argument.Nested(List<Argument> inner) -> namesLabels(inner);
                            case Argument.Open(List<Argument> inner) -> namesLabels(inner);
                        });
    }

    private static boolean isLabels(String text) {
        return text.toUpperCase(Locale.ROOT).startsWith("X-GM-");
    }

    static Ruling fetch(GateCommand command, Scene scene) {
        boolean shaped =
                (command.count() == 2
                                || (command.count() > 2
                                        && FetchItems.areModifiers(
                                                command.arguments().get(command.count() - 1)))
                                || FetchItems.isOneInBrackets(command.arguments()))
                        && Words.isSet(command.arguments().get(0));
        if (!shaped) {
            return Rule.malformed();
        }
        if (!scene.folders().isEverything() && namesLabels(command.arguments())) {
            return Rule.denied(LABELS);
        }
        return FetchItems.areKnown(command.arguments().subList(1, command.count()))
                ? Rule.granted(command)
                : Rule.denied("the app may not ask for this part of a message");
    }

    static Rule store(Storing allowed) {
        return (command, scene) -> store(command, allowed);
    }

    private static Ruling store(GateCommand command, Storing allowed) {
        int item = command.nested(1).isPresent() ? 2 : 1;
        if (command.count() < item + 2 || !Words.isSet(command.arguments().get(0))) {
            return Rule.malformed();
        }
        if (item == 2 && !isUnchangedSince(command.nested(1).orElseThrow())) {
            return Rule.malformed();
        }
        Optional<String> how = command.word(item).filter(STORES::contains);
        if (how.isEmpty()) {
            return Rule.denied(LABELS);
        }
        List<Argument> flags =
                command.count() == item + 2 && command.nested(item + 1).isPresent()
                        ? command.nested(item + 1).orElseThrow()
                        : command.arguments().subList(item + 1, command.count());
        if (!Flags.areFlags(flags)) {
            return Rule.malformed();
        }
        return allowed.objection(how.get(), flags)
                .map(Rule::denied)
                .orElseGet(() -> Rule.granted(command));
    }

    /** RFC 7162 3.1.3 */
    private static boolean isUnchangedSince(List<Argument> modifiers) {
        return modifiers.size() == 2
                && Words.isAmong(Set.of("UNCHANGEDSINCE"), modifiers.get(0))
                && Words.isNumber(modifiers.get(1));
    }

    static Ruling copy(GateCommand command, Scene scene) {
        return command.count() == 2 && Words.isSet(command.arguments().get(0))
                ? MailboxRules.target(command, 1, scene)
                : Rule.malformed();
    }

    static Ruling set(GateCommand command, Scene scene) {
        return command.count() == 1 && Words.isSet(command.arguments().get(0))
                ? Rule.granted(command)
                : Rule.malformed();
    }

    /**
     * An APPEND up to its message: mailbox, flags, date; and {@code UTF8 (} (RFC 6855 4) in front
     * of it.
     */
    static Rule append(Flags allowed) {
        return (command, scene) -> append(command, allowed, scene);
    }

    private static Ruling append(GateCommand command, Flags allowed, Scene scene) {
        int date = command.nested(1).isPresent() ? 2 : 1;
        int message =
                date < command.count() && isDate(command.arguments().get(date)) ? date + 1 : date;
        boolean isUtf8 = command.isUtf8Message(message);
        if (!isUtf8 && command.word(message).isPresent()) {
            return Rule.denied("the app may append messages only, one at a time");
        }
        List<Argument> flags = command.nested(1).orElse(List.of());
        if (command.count() == 0
                || command.count() != (isUtf8 ? message + 2 : message)
                || !Flags.areFlags(flags)) {
            return Rule.malformed();
        }
        return allowed.allow(flags)
                ? MailboxRules.target(command, 0, scene)
                : Rule.denied(Storing.FLAG);
    }

    private static boolean isDate(Argument argument) {
        return argument instanceof Argument.Text;
    }
}
