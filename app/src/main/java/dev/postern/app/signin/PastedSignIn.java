package dev.postern.app.signin;

import dev.postern.app.operation.Answer;
import dev.postern.core.signin.AuthorizationRequest;
import dev.postern.core.signin.Redirected;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;

/** Consent in a browser anywhere, whose last address the person brings here. */
public final class PastedSignIn {

    /** People paste the wrong thing once or twice; a script would go on for ever. */
    private static final int TRIES = 5;

    /** RFC 6335 6: ports that belong to nobody, so that nobody gets the code by chance. */
    private static final int FIRST_FREE_PORT = 49152;

    private static final int FREE_PORTS = 65536 - FIRST_FREE_PORT;

    private final SignIn signIn;

    public PastedSignIn(SignIn signIn) {
        this.signIn = signIn;
    }

    /** Waits for the person. */
    public Answer run() {
        SecureRandom random = new SecureRandom();
        URI redirect = redirect(random);
        try (AuthorizationRequest request =
                AuthorizationRequest.of(
                        signIn.oauth(), signIn.account().address(), redirect, random)) {
            Person person = signIn.person();
            person.stress("Sign in as %s, in any browser:".formatted(signIn.account().address()));
            person.say("");
            person.say("  " + request.address());
            person.say("");
            person.say(
                    "When you have consented, the browser goes to a page that it cannot show. That"
                            + " is right: copy its whole address");
            person.say(
                    "from the address bar, and paste it here. It begins with %s"
                            .formatted(redirect));
            return ask(request);
        }
    }

    private Answer ask(AuthorizationRequest request) {
        Person person = signIn.person();
        for (int i = 0; i < TRIES; i++) {
            Optional<String> pasted = person.answer("Address of that page");
            if (pasted.isEmpty()) {
                return signIn.refused(
                        "Expected the address of that page, found the end of the input.");
            }
            switch (request.read(pasted.get())) {
                case Redirected.Code code -> {
                    try {
                        return signIn.once(signIn.redeem(request.redeeming(code)));
                    } finally {
                        code.code().wipe();
                    }
                }
                case Redirected.Denied denied -> {
                    return signIn.denied(denied);
                }
                case Redirected.WrongState ignored ->
                        person.say(
                                "This address belongs to another sign-in than this one. Open the"
                                    + " address above once more, and paste the one that you come"
                                    + " to.");
                case Redirected.NotARedirect(String sentence) -> person.say(sentence);
            }
        }
        return signIn.refused("None of %d addresses was the right one.".formatted(TRIES));
    }

    /** Where nobody listens: the browser shall fail there, with the address in its bar. */
    private URI redirect(SecureRandom random) {
        URI registered = signIn.oauth().server().redirect();
        if (registered.getPort() != 0) {
            return registered;
        }
        return URI.create(
                registered
                        .toString()
                        .replaceFirst(
                                ":0+(?=[/?#]|$)",
                                ":" + (FIRST_FREE_PORT + random.nextInt(FREE_PORTS))));
    }
}
