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
