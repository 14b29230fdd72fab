package dev.postern.imap;

import java.util.List;
import java.util.Locale;

/** ID (RFC 2971). What the client says of itself is not believed, so only its form is looked at. */
final class IdCommand {

    private IdCommand() {}

    static Answer answer(Command command) {
        String tag = command.tag();
        return isValid(command.arguments())
                ? new Answer(
                        "* " + Sentences.ID + "\r\n" + Answer.ok(tag, Sentences.DONE).words(),
                        Answer.Blame.NONE)
                : Answer.bad(tag, Sentences.NO_ARGUMENTS);
    }

    /** The name and version that the client gives itself; empty if it gives none. */
    static String program(Command command) {
        return (value(command.arguments(), "name") + " " + value(command.arguments(), "version"))
                .strip();
    }

    /** Fields and their values stand between brackets, by turns (RFC 2971 4). */
    private static String value(List<Token> arguments, String field) {
        for (int at = 1; at + 1 < arguments.size() - 1; at += 2) {
            if (arguments.get(at).text().equalsIgnoreCase(field)) {
                String value = arguments.get(at + 1).text();
                return value.equalsIgnoreCase("NIL") ? "" : value;
            }
        }
        return "";
    }

    private static boolean isValid(List<Token> arguments) {
        int last = arguments.size() - 1;
        if (last == 0) {
            return arguments.get(0).text().toUpperCase(Locale.ROOT).equals("NIL");
        }
        return last > 0
                && arguments.get(0).kind() == Token.Kind.OPEN
                && arguments.get(last).kind() == Token.Kind.CLOSE
                && arguments.subList(1, last).stream().allMatch(Token::isAstring);
    }
}
