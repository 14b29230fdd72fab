package dev.postern.app.signin;

import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.MissingSecret;
import dev.postern.app.operation.Status;
import dev.postern.core.secret.Secret;
import dev.postern.core.signin.AuthorizationRequest;
import dev.postern.core.signin.Conclusion;
import dev.postern.core.signin.RedirectListener;
import dev.postern.core.signin.RedirectListenerException;
import dev.postern.core.signin.Redirected;

import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Consent in a browser on this machine (RFC 8252). */
public final class BrowserSignIn {
    private final SignIn signIn;
    private final Browser browser;

    public BrowserSignIn(SignIn signIn, Browser browser) {
        this.signIn = signIn;
        this.browser = browser;
    }

    /** Waits for the person, for ten minutes at most. */
    public Answer run() {
        URI registered = signIn.oauth().server().redirect();
        try (RedirectListener listener = RedirectListener.open(registered);
                AuthorizationRequest request =
                        AuthorizationRequest.of(
                                signIn.oauth(),
                                signIn.account().address(),
                                listener.redirect(),
                                new SecureRandom())) {
            listener.expect(request);
            invite(request.address());
            return decided(listener, request);
        } catch (RedirectListenerException refused) {
            return new Answer.Refused(String.valueOf(refused.getMessage()));
        }
    }

    private void invite(URI address) {
        Person person = signIn.person();
        person.stress(
                "Sign in as %s, in a browser on this machine:"
                        .formatted(signIn.account().address()));
        person.say("");
        person.say("  " + address);
        person.say("");
        switch (browser.open(address)) {
            case Browser.Opening.Opened ignored ->
                    person.say("Your browser opens that page. Waiting for you, for ten minutes…");
            case Browser.Opening.NotOpened(String reason) -> {
                person.say("Please open that page yourself: " + reason);
                person.say(
                        "If your browser is on another machine, press Ctrl-C and use --paste."
                                + " Waiting for you, for ten minutes…");
            }
        }
    }

    private Answer decided(RedirectListener listener, AuthorizationRequest request) {
        try {
            Optional<Redirected.Decision> decision =
                    listener.decision().toCompletableFuture().get();
            return decision.map(it ->
                            switch (it) {
                                case Redirected.Denied denied -> signIn.denied(denied);
                                case Redirected.Code code -> redeemed(listener, request, code);
                            })
                    .orElseGet(() ->
                            signIn.refused(
                                    "Nobody came back from the browser within ten minutes."));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return signIn.refused("The sign-in was interrupted.");
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect);
        }
    }

    private Answer redeemed(
            RedirectListener listener, AuthorizationRequest request, Redirected.Code code) {
        try {
            Answer answer = signIn.once(signIn.redeem(request.redeeming(code)));
            listener.conclude(conclusion(answer));
            return answer;
        } finally {
            code.code().wipe();
        }
    }

    private Conclusion conclusion(Answer answer) {
        return switch (answer) {
            case Answer.Done ignored -> new Conclusion.SignedIn();
            case Answer.Refused(String sentence) -> failed(sentence);
            case Answer.Broken(List<String> problems) -> failed(String.join("\n", problems));
            case Answer.StateUnusable(String sentence) -> failed(sentence);
            case Answer.NotYet(Answer.NotYet.Pace ignored, String detail) -> failed(detail);
            case Answer.Issued(Secret ignored, List<String> notes) -> another();
            case Answer.Report(Status ignored) -> another();
            case Answer.Sessions ignored -> another();
            case Answer.Checked(AccountCheckup ignored) -> another();
            case Answer.Missing(List<MissingSecret> ignored) -> another();
            case Answer.DeviceStarted ignored -> another();
            case Answer.Verified ignored -> another();
            case Answer.Recognised ignored -> another();
            case Answer.Inspected ignored -> another();
            case Answer.Exported ignored -> another();
        };
    }

    private Conclusion failed(String reason) {
        return new Conclusion.Failed(reason, signIn.command());
    }

    private Conclusion another() {
        return failed("The running bridge gave another answer.");
    }
}
