package dev.postern.imap;

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
 *     +--> Asking --> LoggingIn --> Settling --> Done
 * </pre>
 *
 * <p>Each arrow is a round trip, so nothing is asked that the provider has said by itself, or at an
 * earlier login; if one is refused that relied on that, the provider is asked after all.
 */
final class ImapUpstreamDialogue implements UpstreamDialogue {

    /** Twice what RFC 7162 4 asks clients to send: capability lists grow. */
    private static final int LINE_LIMIT = 16 * 1024;

    /** Before login a literal can only be in an answer to ID, or something like it. */
    private static final int LITERAL_LIMIT = 4096;

    /** LOGIN asks twice, an error challenge comes once; a server that asks on is playing. */
    private static final int CHALLENGE_LIMIT = 5;

    private final UpstreamLogin login;
    private final Heard heard;

    /** Of commands that are not answered yet. */
    private final Set<String> tags = new HashSet<>();

    private final Settlement settlement;
    private Phase phase = new Phase.Greeting();
    private int commands;
    private int challenges;

    ImapUpstreamDialogue(UpstreamLogin login, ProviderMemory memory) {
        this.login = login;
        this.heard = new Heard(login.upstream(), memory);
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
        return prepareLogin();
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
            case OK, NO, BAD -> noted(text);
            case BYE -> done(ProviderRefusal.ofGoodbye(text));
            case PREAUTH -> violation("the provider sent PREAUTH in the middle of login");
        };
    }

    private Turn<UpstreamOutcome> greeting(ServerLine.Status status, ResponseText text) {
        return switch (status) {
            case OK -> {
                heard.note(text);
                yield switch (login.upstream().tls()) {
                    case STARTTLS ->
                            heard.knowsOffers() || heard.remembersLogin()
                                    ? startTls()
                                    : ask(Phase.Then.START_TLS, Optional.empty());
                    case IMPLICIT -> prepareLogin();
                };
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
        if (phase instanceof Phase.LoggingIn(Authentication authentication, String ignored)
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
            case Phase.Asking asking -> asked(status, text, asking);
            case Phase.StartingTls() ->
                    status == ServerLine.Status.OK
                            ? Turn.startTls(Speech.NOTHING)
                            : done(ProviderRefusal.ofStartTls(text));
            case Phase.LoggingIn(Authentication how, String login) ->
                    tag.equals(login) ? loggedIn(status, text, how) : noted(text);
            case Phase.Settling() -> settled(tag, status, text);
            case Phase.Greeting ignored -> throw new IllegalStateException("no tag is in use");
            case Phase.Skipping ignored -> throw new IllegalStateException("is no line of its own");
        };
    }

    private Turn<UpstreamOutcome> asked(
            ServerLine.Status status, ResponseText text, Phase.Asking asking) {
        if (status != ServerLine.Status.OK) {
            return violation("the provider refused CAPABILITY: " + status + " " + text);
        }
        heard.note(text);
        return switch (asking.then()) {
            case START_TLS -> startTls();
            case LOG_IN ->
                    asking.refusal()
                            .filter(refusal -> heard.confirmsMemory())
                            .map(ImapUpstreamDialogue::done)
                            .orElseGet(this::logIn);
        };
    }

    private Turn<UpstreamOutcome> ask(Phase.Then then, Optional<UpstreamFailure> refusal) {
        phase = new Phase.Asking(then, refusal);
        return say(Speech.of(nextTag() + " CAPABILITY\r\n"));
    }

    private Turn<UpstreamOutcome> startTls() {
        if (heard.knowsOffers() && !Capabilities.contain(heard.offers(), "STARTTLS")) {
            return done(ProviderRefusal.ofMissingStartTls(login));
        }
        phase = new Phase.StartingTls();
        return say(Speech.of(nextTag() + " STARTTLS\r\n"));
    }

    private Turn<UpstreamOutcome> prepareLogin() {
        heard.recall();
        return heard.knowsOffers() ? logIn() : ask(Phase.Then.LOG_IN, Optional.empty());
    }

    private Turn<UpstreamOutcome> logIn() {
        heard.loginBegins();
        Optional<Authentication> authentication = Authentication.choose(heard.offers(), login);
        if (authentication.isEmpty()) {
            return refused(ProviderRefusal.ofEveryMechanism(heard.offers(), login));
        }
        // Not behind it: what is pipelined there may be taken for an answer to a challenge.
        Speech ahead = Speech.of(settlement.introduction(heard.offers(), this::nextTag));
        String tag = nextTag();
        phase = new Phase.LoggingIn(authentication.get(), tag);
        return say(ahead.then(authentication.get().begin(tag)));
    }

    /** Unless it may be because we relied on what is so no more. */
    private Turn<UpstreamOutcome> refused(UpstreamFailure failure) {
        return heard.mayBeOutOfDate()
                ? ask(Phase.Then.LOG_IN, Optional.of(failure))
                : done(failure);
    }

    private Turn<UpstreamOutcome> loggedIn(
            ServerLine.Status status, ResponseText text, Authentication how) {
        return switch (status) {
            case OK -> {
                heard.note(text);
                yield how.doubt().map(ImapUpstreamDialogue::violation).orElseGet(this::settleFirst);
            }
            case NO -> refused(ProviderRefusal.ofLogin(text, how, heard));
            case BAD, BYE, PREAUTH -> refused(ProviderRefusal.ofStatus(status));
        };
    }

    private Turn<UpstreamOutcome> settleFirst() {
        heard.recallAfterLogin();
        return settle(heard.knowsOffers() ? "" : nextTag() + " CAPABILITY\r\n");
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

    /** What is said after login goes with the question for capabilities, if it was offered. */
    private Turn<UpstreamOutcome> settle(String question) {
        String words = question + settlement.words(heard.offers(), this::nextTag);
        phase = new Phase.Settling();
        if (!tags.isEmpty()) {
            return say(Speech.of(words));
        }
        heard.remember();
        return done(new UpstreamReady(heard.offers(), heard.alerts(), settlement.coding()));
    }

    private String nextTag() {
        tags.add("P" + ++commands);
        return "P" + commands;
    }

    private Turn<UpstreamOutcome> noted(ResponseText text) {
        heard.note(text);
        return read();
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
