package dev.postern.imap;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.sasl.SaslServer;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** AUTHENTICATE (RFC 3501 6.2.2), with an initial response or without (RFC 4959). */
final class AuthenticateCommand {

    private AuthenticateCommand() {}

    static LoginStep step(Command command) {
        List<Token> arguments = command.arguments();
        boolean atoms = arguments.stream().allMatch(it -> it.kind() == Token.Kind.ATOM);
        if (arguments.isEmpty() || arguments.size() > 2 || !atoms) {
            return refused(Answer.bad(command.tag(), Sentences.NO_ARGUMENTS));
        }
        Optional<SaslServer> exchange = SaslServer.of(arguments.get(0).text());
        if (exchange.isEmpty()) {
            return refused(Answer.no(command.tag(), Sentences.NO_SUCH_MECHANISM));
        }
        return arguments.size() == 1
                ? new LoginStep.Challenge(exchange.get())
                : initial(command.tag(), exchange.get(), arguments.get(1).octets());
    }

    /** RFC 4959 3: an equals sign is a response without octets. */
    private static LoginStep initial(String tag, SaslServer exchange, byte[] response) {
        boolean empty = response.length == 1 && response[0] == '=';
        return decoded(tag, exchange, empty ? new byte[0] : response);
    }

    /** The line that answers a challenge. */
    static LoginStep response(String tag, SaslServer exchange, byte[] line) {
        return line.length == 1 && line[0] == '*'
                ? refused(Answer.unable(tag, Sentences.CANCELLED))
                : decoded(tag, exchange, line);
    }

    private static LoginStep decoded(String tag, SaslServer exchange, byte[] base64) {
        byte[] message;
        try {
            message = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return refused(Answer.bad(tag, Sentences.NOT_BASE64));
        }
        SaslServer.Step step = exchange.answer(message);
        Arrays.fill(message, (byte) 0);
        return switch (step) {
            case SaslServer.Step.Ask(SaslServer following) -> new LoginStep.Challenge(following);
            case SaslServer.Step.Attempted(LoginAttempt attempt) -> new LoginStep.Attempt(attempt);
            case SaslServer.Step.OtherIdentity() ->
                    refused(Answer.no(tag, Sentences.OTHER_IDENTITY));
            case SaslServer.Step.NotOfThisMechanism() ->
                    refused(Answer.bad(tag, Sentences.NOT_THIS_MECHANISM));
        };
    }

    private static LoginStep refused(Answer answer) {
        return new LoginStep.Refused(answer);
    }
}
