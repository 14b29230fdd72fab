package dev.postern.imap;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.secret.Secret;

import java.util.List;

/** LOGIN (RFC 3501 6.2.3): two strings in any of their three forms. */
final class LoginCommand {

    private LoginCommand() {}

    static LoginStep step(Command command) {
        List<Token> arguments = command.arguments();
        if (arguments.size() != 2 || !arguments.stream().allMatch(Token::isAstring)) {
            return refused(command, Sentences.NO_ARGUMENTS);
        }
        if (arguments.stream().anyMatch(Token::holdsNul)) {
            return refused(command, Sentences.NUL_IN_ARGUMENT);
        }
        String user = arguments.get(0).text();
        Secret secret = Secret.copyOf(arguments.get(1).octets());
        return new LoginStep.Attempt(new LoginAttempt(user, secret, "LOGIN"));
    }

    private static LoginStep refused(Command command, String sentence) {
        return new LoginStep.Refused(Answer.bad(command.tag(), sentence));
    }
}
