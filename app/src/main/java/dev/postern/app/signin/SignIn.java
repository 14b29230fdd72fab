package dev.postern.app.signin;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.signin.Redirected;

/**
 * One account that somebody signs in to.
 *
 * @param oauth that of the account
 * @param operations holds nothing between two requests; the caller's to close
 */
public record SignIn(
        Account account, Credential.Oauth oauth, Person person, Operations operations) {

    /** What starts the next try. */
    String command() {
        return "postern account login " + account.name();
    }

    Answer redeem(TokenRequest proof) {
        return operations.carryOut(new Request.SignIn(account.name(), proof));
    }

    Answer authorizeDevice() {
        return operations.carryOut(new Request.AuthorizeDevice(account.name()));
    }

    /** Of something that is asked once: later is as good as never. */
    Answer once(Answer answer) {
        return answer instanceof Answer.NotYet(Answer.NotYet.Pace ignored, String detail)
                ? refused("The token could not be fetched now: %s.".formatted(unended(detail)))
                : answer;
    }

    Answer denied(Redirected.Denied denied) {
        return refused("The provider says no: %s.".formatted(unended(denied.words())));
    }

    Answer refused(String sentence) {
        return new Answer.Refused(
                "%s Nothing was changed. To try again: %s".formatted(sentence, command()));
    }

    /** Without the full stop that our sentence has. */
    static String unended(String words) {
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }
}
