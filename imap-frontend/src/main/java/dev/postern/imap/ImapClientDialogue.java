package dev.postern.imap;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.Malformed;
import dev.postern.core.login.Refusal;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.sasl.SaslServer;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The bridge as an IMAP server that knows only how to log in.
 *
 * <pre>
 *              +--NOOP, ID...--+
 *              v               |
 *   +------- Idle ---line--> InCommand (its lines and literals)
 *   |          ^               |
 * STARTTLS     | cancelled     | AUTHENTICATE
 *   |          | refused       v
 *   +-> Idle   +-----------> Authenticating
 *              |               |
 *              +---refused-- Deciding ---welcomed---> (relay)
 * </pre>
 */
final class ImapClientDialogue implements ClientDialogue {

    /** RFC 7162 4 has servers take lines of 8192 octets. */
    private static final int LINE_LIMIT = 8192;

    /** A person corrects a typing error twice; what fails more often guesses. */
    private static final int FAILURE_LIMIT = 3;

    /** Enough for a client that tries what other servers know. */
    private static final int ERROR_LIMIT = 3;

    /**
     * First words of those that take this port for a web server, as a browser does that a hostile
     * page sends here.
     */
    private static final Set<String> HTTP_METHODS =
            Set.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "CONNECT", "PATCH", "TRACE");

    private sealed interface State {
        record Idle() implements State {}

        record InCommand(CommandReader reader) implements State {}

        record Authenticating(String tag, SaslServer exchange) implements State {}

        record Deciding(String tag) implements State {}
    }

    private LoginOffer offer;
    private State state = new State.Idle();
    private int errors;
    private int failures;

    /** Some clients that asked before login take no notice of the response code after it. */
    private boolean capabilitiesAsked;

    /** As the client said; it has proven nothing. */
    private String program = "";

    ImapClientDialogue(LoginOffer offer) {
        this.offer = offer;
    }

    @Override
    public Turn<LoginAttempt> opened() {
        return next("* OK [CAPABILITY " + offer.capabilities() + "] " + Sentences.READY + "\r\n");
    }

    @Override
    public Turn<LoginAttempt> secured() {
        offer = LoginOffer.LOGIN;
        capabilitiesAsked = false;
        program = "";
        return next("");
    }

    @Override
    public String program() {
        return program;
    }

    private Turn<LoginAttempt> identified(Command command) {
        program = IdCommand.program(command);
        return answer(IdCommand.answer(command));
    }

    @Override
    public Turn<LoginAttempt> line(byte[] line) {
        return switch (state) {
            case State.Idle() -> begin(line);
            case State.InCommand(CommandReader reader) -> proceed(reader, reader.line(line));
            case State.Authenticating(String tag, SaslServer exchange) ->
                    take(tag, AuthenticateCommand.response(tag, exchange, line));
            case State.Deciding ignored -> throw new IllegalStateException("nothing is due");
        };
    }

    @Override
    public Turn<LoginAttempt> octets(byte[] octets) {
        if (state instanceof State.InCommand(CommandReader reader)) {
            return proceed(reader, reader.octets(octets));
        }
        throw new IllegalStateException("no literal is due");
    }

    private Turn<LoginAttempt> begin(byte[] line) {
        Command command = Command.beginning(line);
        if (HTTP_METHODS.contains(command.tag())) {
            return bye("", Sentences.NOT_HTTP, CloseReason.NOT_THIS_PROTOCOL);
        }
        refusalOf(command).ifPresent(command::refuse);
        CommandReader reader = new CommandReader(command);
        return proceed(reader, reader.head(line));
    }

    /**
     * What is not to be carried out is known from the first line, so that no literal is invited for
     * it.
     */
    private Optional<Answer> refusalOf(Command command) {
        String tag = command.tag();
        return switch (command.verb()) {
            case CAPABILITY, NOOP, LOGOUT, ID -> Optional.empty();
            case STARTTLS ->
                    offer.allowsStartTls()
                            ? Optional.empty()
                            : Optional.of(Answer.bad(tag, Sentences.NO_STARTTLS));
            case LOGIN, AUTHENTICATE ->
                    offer.allowsLogin()
                            ? Optional.empty()
                            : Optional.of(Answer.no(tag, Sentences.TLS_FIRST));
            case LATER -> Optional.of(Answer.no(tag, Sentences.LOG_IN_FIRST));
            case UNKNOWN -> Optional.of(Answer.bad(tag, Sentences.UNKNOWN_COMMAND));
        };
    }

    private Turn<LoginAttempt> proceed(CommandReader reader, CommandReader.Step step) {
        state = new State.InCommand(reader);
        return switch (step) {
            case CommandReader.Step.Line() -> Turn.readLine(Speech.NOTHING, LINE_LIMIT);
            case CommandReader.Step.Literal(int count, LiteralMarker.Kind kind) ->
                    switch (kind) {
                        case SYNCHRONIZING -> Turn.readOctets(Sentences.GO_AHEAD, count);
                        case NON_SYNCHRONIZING -> Turn.readOctets(Speech.NOTHING, count);
                    };
            case CommandReader.Step.Complete() -> finish(reader.command());
            case CommandReader.Step.Flood() ->
                    bye("", Sentences.LITERAL_TOO_LARGE, CloseReason.LITERAL_TOO_LARGE);
        };
    }

    private Turn<LoginAttempt> finish(Command command) {
        Turn<LoginAttempt> turn =
                command.refusal().isPresent() ? answer(command.refusal().get()) : execute(command);
        command.wipe();
        return turn;
    }

    private Turn<LoginAttempt> execute(Command command) {
        return switch (command.verb()) {
            case LOGIN -> take(command.tag(), LoginCommand.step(command));
            case AUTHENTICATE -> take(command.tag(), AuthenticateCommand.step(command));
            case ID -> identified(command);
            case CAPABILITY -> bare(command).orElseGet(() -> capability(command.tag()));
            case NOOP ->
                    bare(command).orElseGet(() -> answer(Answer.ok(command.tag(), Sentences.DONE)));
            case LOGOUT -> bare(command).orElseGet(() -> logout(command.tag()));
            case STARTTLS -> bare(command).orElseGet(() -> startTls(command.tag()));
            case LATER, UNKNOWN -> throw new IllegalStateException("has been refused");
        };
    }

    /** The refusal of arguments where there should be none. */
    private Optional<Turn<LoginAttempt>> bare(Command command) {
        return command.arguments().isEmpty()
                ? Optional.empty()
                : Optional.of(answer(Answer.bad(command.tag(), Sentences.NO_ARGUMENTS)));
    }

    private Turn<LoginAttempt> capability(String tag) {
        capabilitiesAsked = true;
        return next(
                "* CAPABILITY "
                        + offer.capabilities()
                        + "\r\n"
                        + Answer.ok(tag, Sentences.DONE).words());
    }

    private Turn<LoginAttempt> logout(String tag) {
        String words =
                "* BYE " + Sentences.GOODBYE + "\r\n" + Answer.ok(tag, Sentences.DONE).words();
        return Turn.hangUp(Speech.of(words), CloseReason.QUIT);
    }

    private Turn<LoginAttempt> startTls(String tag) {
        return Turn.startTls(Speech.of(Answer.ok(tag, Sentences.BEGIN_TLS).words()));
    }

    private Turn<LoginAttempt> take(String tag, LoginStep step) {
        return switch (step) {
            case LoginStep.Refused(Answer answer) -> answer(answer);
            case LoginStep.Challenge(SaslServer exchange) -> {
                state = new State.Authenticating(tag, exchange);
                yield Turn.readLine(Speech.of("+ " + exchange.challenge() + "\r\n"), LINE_LIMIT);
            }
            case LoginStep.Attempt(LoginAttempt attempt) -> {
                state = new State.Deciding(tag);
                yield Turn.done(Speech.NOTHING, attempt);
            }
        };
    }

    @Override
    public Turn<LoginAttempt> refused(Refusal refusal) {
        String words = Sentences.refused(tagOfAttempt(), refusal);
        if (refusal instanceof Refusal.Denied) {
            failures++;
        }
        return failures < FAILURE_LIMIT
                ? next(words)
                : bye(words, Sentences.TOO_MANY_FAILURES, CloseReason.TOO_MANY_FAILURES);
    }

    @Override
    public Speech welcomed(UpstreamReady ready) {
        List<String> capabilities = Capabilities.relayed(ready);
        StringBuilder words = new StringBuilder();
        String list = "CAPABILITY " + String.join(" ", capabilities);
        if (capabilitiesAsked && !capabilities.isEmpty()) {
            words.append("* ").append(list).append("\r\n");
        }
        ready.alerts().forEach(alert -> words.append("* OK [ALERT] " + alert + "\r\n"));
        String code = capabilities.isEmpty() ? "" : "[" + list + "] ";
        words.append(Answer.ok(tagOfAttempt(), code + Sentences.LOGGED_IN).words());
        return Speech.of(words.toString());
    }

    private String tagOfAttempt() {
        if (state instanceof State.Deciding(String tag)) {
            return tag;
        }
        throw new IllegalStateException("no attempt is being decided");
    }

    @Override
    public Speech goodbye(CloseReason reason) {
        return Speech.of("* BYE " + Sentences.goodbye(reason) + "\r\n");
    }

    /** The line is lost, and with it the tag. */
    @Override
    public Turn<LoginAttempt> malformed(Malformed what) {
        if (state instanceof State.InCommand(CommandReader reader)) {
            reader.command().wipe();
        }
        return switch (what) {
            case TOO_LONG -> bye("", Sentences.malformed(what), CloseReason.LINE_TOO_LONG);
            case BARE_LINE_FEED, BARE_CARRIAGE_RETURN, NUL ->
                    answer(Answer.bad("*", Sentences.malformed(what)));
        };
    }

    private Turn<LoginAttempt> answer(Answer answer) {
        errors +=
                switch (answer.blame()) {
                    case NONE -> 0;
                    case ERROR -> 1;
                };
        return errors < ERROR_LIMIT
                ? next(answer.words())
                : bye(answer.words(), Sentences.TOO_MANY_ERRORS, CloseReason.TOO_MANY_ERRORS);
    }

    private Turn<LoginAttempt> next(String words) {
        state = new State.Idle();
        return Turn.readLine(Speech.of(words), LINE_LIMIT);
    }

    private static Turn<LoginAttempt> bye(String words, String sentence, CloseReason reason) {
        return Turn.hangUp(Speech.of(words + "* BYE " + sentence + "\r\n"), reason);
    }
}
