package dev.postern.core.signin;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides what the browser gets to see, and whose answer counts. Belongs to one event loop.
 *
 * <pre>
 * Unprepared -> Waiting -> Redeeming -> Over
 *                  '------ denied ------^
 * </pre>
 *
 * and from everywhere to Over, when the time is up.
 */
final class SignInDesk {

    private sealed interface State {

        /** There is no question yet that an answer could belong to. */
        record Unprepared() implements State {}

        record Waiting(AuthorizationRequest request) implements State {}

        record Redeeming() implements State {}

        /**
         * @param result the page at the end of the redirect
         * @param again for whoever comes once more
         */
        record Over(Page result, Page again) implements State {}
    }

    private final String path;
    private final String resultPath;
    private final String againPath;
    private final String otherPath;
    private final Consumer<Redirected.Decision> decided;
    private State state = new State.Unprepared();

    /**
     * @param path of the redirect URI, as browsers ask for it
     * @param decided is told once at most
     */
    SignInDesk(String path, Consumer<Redirected.Decision> decided) {
        this.path = path;
        String below = path.endsWith("/") ? path : path + "/";
        resultPath = below + "result";
        againPath = below + "again";
        otherPath = below + "other";
        this.decided = decided;
    }

    void expect(AuthorizationRequest request) {
        if (state instanceof State.Unprepared) {
            state = new State.Waiting(request);
        }
    }

    void conclude(Conclusion conclusion) {
        if (state instanceof State.Redeeming) {
            state =
                    switch (conclusion) {
                        case Conclusion.SignedIn ignored ->
                                new State.Over(Page.SIGNED_IN, Page.ALREADY_DONE);
                        case Conclusion.Failed failed ->
                                new State.Over(Page.failed(failed), Page.ALREADY_OVER);
                    };
        }
    }

    /** Nothing is waited for any more. */
    void giveUp() {
        if (!(state instanceof State.Over)) {
            state = new State.Over(Page.GIVEN_UP, Page.ALREADY_OVER);
        }
    }

    /** The page for those who were put on hold, if there is one now. */
    Optional<Page> result() {
        return state instanceof State.Over over ? Optional.of(over.result()) : Optional.empty();
    }

    /**
     * @param target of the request line: path and query
     */
    Reply receive(String target) {
        int question = target.indexOf('?');
        String asked = question < 0 ? target : target.substring(0, question);
        if (asked.equals(path)) {
            return question < 0 ? withoutAnswer() : answer(target.substring(question));
        }
        if (question >= 0) {
            return new Reply.Show(Page.NOT_FOUND);
        }
        if (asked.equals(resultPath)) {
            return switch (state) {
                case State.Unprepared ignored -> new Reply.Show(Page.OTHER_SIGN_IN);
                case State.Waiting ignored -> new Reply.Show(Page.OTHER_SIGN_IN);
                case State.Redeeming ignored -> new Reply.Hold();
                case State.Over over -> new Reply.ShowResult(over.result());
            };
        }
        if (asked.equals(againPath)) {
            return withoutAnswer();
        }
        return new Reply.Show(asked.equals(otherPath) ? Page.OTHER_SIGN_IN : Page.NOT_FOUND);
    }

    private Reply withoutAnswer() {
        return new Reply.Show(
                switch (state) {
                    case State.Unprepared ignored -> Page.OTHER_SIGN_IN;
                    case State.Waiting ignored -> Page.OTHER_SIGN_IN;
                    case State.Redeeming ignored -> Page.FINISHING;
                    case State.Over over -> over.again();
                });
    }

    private Reply answer(String query) {
        return switch (state) {
            case State.Unprepared ignored -> new Reply.MoveTo(otherPath);
            case State.Waiting(AuthorizationRequest request) -> decide(request.read(query));
            case State.Redeeming ignored -> new Reply.MoveTo(againPath);
            case State.Over ignored -> new Reply.MoveTo(againPath);
        };
    }

    private Reply decide(Redirected redirected) {
        return switch (redirected) {
            case Redirected.Code code -> {
                state = new State.Redeeming();
                decided.accept(code);
                yield new Reply.MoveTo(resultPath);
            }
            case Redirected.Denied denied -> {
                state = new State.Over(Page.denied(denied), Page.ALREADY_OVER);
                decided.accept(denied);
                yield new Reply.MoveTo(resultPath);
            }
            case Redirected.WrongState ignored -> new Reply.MoveTo(otherPath);
            case Redirected.NotARedirect ignored -> new Reply.MoveTo(otherPath);
        };
    }
}
