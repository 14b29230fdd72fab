package dev.postern.imap;

import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.Malformed;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The bridge as an IMAP client that knows only how to log in.
 *
 * <pre>
 *          STARTTLS
 * Greeting ---------> Asking --> StartingTls, then as below without a greeting
 *     |
 *     +--> Asking (unless the greeting said it) --> LoggingIn --> Settling --> Done
 * </pre>
 */
final class ImapUpstreamDialogue implements UpstreamDialogue {

    /** Twice what RFC 7162 4 asks clients to send: capability lists grow. */
    private static final int LINE_LIMIT = 16 * 1024;

    /** Before login a literal can only be in an answer to ID, or something like it. */
    private static final int LITERAL_LIMIT = 4096;

    /** LOGIN asks twice, an error challenge comes once; a server that asks on is playing. */
    private static final int CHALLENGE_LIMIT = 5;

    private sealed interface Phase {
        record Greeting() implements Phase {}

        /** CAPABILITY before login. */
        record Asking(Then then) implements Phase {}

        record StartingTls() implements Phase {}

        record LoggingIn(Authentication authentication) implements Phase {}

        /** CAPABILITY, ID and COMPRESS after login. */
        record Settling() implements Phase {}

        /** A literal and the rest of its line, which say nothing to us. */
        record Skipping(Phase behind) implements Phase {}
    }

    /** What the capabilities are asked for. */
    private enum Then {
        START_TLS,
        LOG_IN
    }

    private final UpstreamLogin login;
    private final Heard heard = new Heard();

    /** Of commands that are not answered yet. */
    private final Set<String> tags = new HashSet<>();

    private final Settlement settlement;
    private Phase phase = new Phase.Greeting();
    private int commands;
    private int challenges;

    ImapUpstreamDialogue(UpstreamLogin login) {
        this.login = login;
        this.settlement = new Settlement(login.upstream());
    }

    @Override
    public Turn<UpstreamOutcome> opened() {
        return read();
    }

    /** Whoever spoke before TLS may have been anybody. */
    @Override
    public Turn<UpstreamOutcome> secured() {
        heard.forget();
        return ask(Then.LOG_IN);
    }

    @Override
    public Turn<UpstreamOutcome> octets(byte[] octets) {
        return read();
    }

    @Override
    public Turn<UpstreamOutcome> malformed(Malformed what) {
        return violation("a line of the provider was malformed: " + what);
    }

    @Override
    public Turn<UpstreamOutcome> line(byte[] line) {
        if (phase instanceof Phase.Skipping(Phase behind)) {
            phase = behind;
            return data(line);
        }
        return switch (ServerLine.of(line)) {
            case ServerLine.Untagged(ServerLine.Status status, ResponseText text) ->
                    untagged(status, text);
            case ServerLine.Capability(String words) -> capability(words);
            case ServerLine.Data() -> data(line);
            case ServerLine.Continuation(String words) -> continuation(words);
            case ServerLine.Tagged(String tag, ServerLine.Status status, ResponseText text) ->
                    tagged(tag, status, text);
            case ServerLine.Nonsense() -> violation("the provider sent what is no IMAP");
        };
    }

    private Turn<UpstreamOutcome> untagged(ServerLine.Status status, ResponseText text) {
        if (phase instanceof Phase.Greeting) {
            return greeting(status, text);
        }
        return switch (status) {
            case OK, NO, BAD -> {
                heard.note(text);
                yield read();
            }
            case BYE -> done(ProviderRefusal.ofGoodbye(text));
            case PREAUTH -> violation("the provider sent PREAUTH in the middle of login");
        };
    }

    private Turn<UpstreamOutcome> greeting(ServerLine.Status status, ResponseText text) {
        return switch (status) {
            case OK -> {
                heard.note(text);
                boolean plain = login.upstream().tls() == UpstreamTls.STARTTLS;
                Then then = plain ? Then.START_TLS : Then.LOG_IN;
                yield heard.knowsOffers() ? goOn(then) : ask(then);
            }
            // Logged in already, but not by us: whose mail would that be?
            case PREAUTH -> violation("the provider greeted with PREAUTH: that is not our account");
            case BYE -> done(ProviderRefusal.ofGoodbye(text));
            case NO, BAD -> violation("the provider greeted with " + status + " " + text);
        };
    }

    private Turn<UpstreamOutcome> capability(String words) {
        if (phase instanceof Phase.Greeting) {
            return violation("the provider did not greet");
        }
        heard.noteCapabilities(words);
        return read();
    }

    /** A line of which only the end matters: whether a literal follows. */
    private Turn<UpstreamOutcome> data(byte[] line) {
        if (phase instanceof Phase.Greeting) {
            return violation("the provider did not greet");
        }
        Optional<LiteralMarker> literal = LiteralMarker.of(line);
        if (literal.isEmpty()) {
            return read();
        }
        int size = literal.get().size();
        if (size > LITERAL_LIMIT) {
            return violation("the provider sent a literal of more than 4096 octets during login");
        }
        phase = new Phase.Skipping(phase);
        return Turn.readOctets(Speech.NOTHING, size);
    }

    private Turn<UpstreamOutcome> continuation(String words) {
        if (phase instanceof Phase.LoggingIn(Authentication authentication)
                && challenges++ < CHALLENGE_LIMIT) {
            Optional<Speech> answer = authentication.answer(words);
            return authentication.fault().isPresent()
                    ? violation(authentication.fault().get())
                    : answer.map(this::say).orElseGet(() -> violation("nothing is left to say"));
        }
        return violation("the provider asked for more where there is nothing to say");
    }

    private Turn<UpstreamOutcome> tagged(String tag, ServerLine.Status status, ResponseText text) {
        if (!tags.remove(tag)) {
            return violation("the provider answered with a tag that is not in use");
        }
        return switch (phase) {
            case Phase.Asking(Then then) -> asked(status, text, then);
            case Phase.StartingTls() ->
                    status == ServerLine.Status.OK
                            ? Turn.startTls(Speech.NOTHING)
                            : done(
                                    new UpstreamFailure.TlsRefused(
                                            "the provider refused STARTTLS: " + text));
            case Phase.LoggingIn(Authentication how) -> loggedIn(status, text, how);
            case Phase.Settling() -> settled(tag, status, text);
            case Phase.Greeting ignored -> throw new IllegalStateException("no tag is in use");
            case Phase.Skipping ignored -> throw new IllegalStateException("is no line of its own");
        };
    }

    private Turn<UpstreamOutcome> asked(ServerLine.Status status, ResponseText text, Then then) {
        if (status != ServerLine.Status.OK) {
            return violation("the provider refused CAPABILITY: " + status + " " + text);
        }
        heard.note(text);
        return goOn(then);
    }

    private Turn<UpstreamOutcome> goOn(Then then) {
        return switch (then) {
            case START_TLS -> startTls();
            case LOG_IN -> logIn();
        };
    }

    private Turn<UpstreamOutcome> ask(Then then) {
        phase = new Phase.Asking(then);
        return say(Speech.of(nextTag() + " CAPABILITY\r\n"));
    }

    private Turn<UpstreamOutcome> startTls() {
        if (!Capabilities.contain(heard.offers(), "STARTTLS")) {
            String who = login.upstream().authority();
            return done(new UpstreamFailure.TlsRefused(who + " does not offer STARTTLS"));
        }
        phase = new Phase.StartingTls();
        return say(Speech.of(nextTag() + " STARTTLS\r\n"));
    }

    private Turn<UpstreamOutcome> logIn() {
        heard.loginBegins();
        Optional<Authentication> authentication = Authentication.choose(heard.offers(), login);
        if (authentication.isEmpty()) {
            return done(ProviderRefusal.ofEveryMechanism(heard.offers(), login));
        }
        phase = new Phase.LoggingIn(authentication.get());
        return say(authentication.get().begin(nextTag()));
    }

    private Turn<UpstreamOutcome> loggedIn(
            ServerLine.Status status, ResponseText text, Authentication how) {
        return switch (status) {
            case OK -> {
                heard.note(text);
                yield how.doubt()
                        .map(ImapUpstreamDialogue::violation)
                        .orElseGet(() ->
                                settle(heard.knowsOffers() ? "" : nextTag() + " CAPABILITY\r\n"));
            }
            case NO -> done(ProviderRefusal.ofLogin(text, how, heard));
            // Without its words: who does not understand a line likes to repeat it.
            case BAD, BYE, PREAUTH -> violation("the provider answered the login with " + status);
        };
    }

    private Turn<UpstreamOutcome> settled(String tag, ServerLine.Status status, ResponseText text) {
        heard.note(text);
        settlement.answered(tag, status);
        if (tags.isEmpty()) {
            return settle("");
        }
        return switch (settlement.coding()) {
            case PLAIN -> read();
            case DEFLATED -> violation(Settlement.TOO_EARLY);
        };
    }

    /**
     * What is said after login goes with the question for capabilities if it was offered before.
     */
    private Turn<UpstreamOutcome> settle(String question) {
        String words = question + settlement.words(heard.offers(), this::nextTag);
        phase = new Phase.Settling();
        return tags.isEmpty()
                ? done(new UpstreamReady(heard.offers(), heard.alerts(), settlement.coding()))
                : say(Speech.of(words));
    }

    private String nextTag() {
        tags.add("P" + ++commands);
        return "P" + commands;
    }

    private Turn<UpstreamOutcome> read() {
        return say(Speech.NOTHING);
    }

    private Turn<UpstreamOutcome> say(Speech speech) {
        return Turn.readLine(speech, LINE_LIMIT);
    }

    private static Turn<UpstreamOutcome> violation(String detail) {
        return done(new UpstreamFailure.ProtocolViolation(detail));
    }

    private static Turn<UpstreamOutcome> done(UpstreamOutcome outcome) {
        return Turn.done(Speech.NOTHING, outcome);
    }
}
