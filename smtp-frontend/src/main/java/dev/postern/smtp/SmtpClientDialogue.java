package dev.postern.smtp;

import static dev.postern.smtp.Formalities.hangUp;
import static dev.postern.smtp.Formalities.say;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.Malformed;
import dev.postern.core.login.Refusal;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.sasl.SaslServer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * We as the submission server of one client, up to its login. Used on the channel's event loop
 * only.
 */
final class SmtpClientDialogue implements ClientDialogue {

    /**
     * Enough for mail programs that try each mechanism once, few enough to make guessing reconnect.
     */
    private static final int FAILURES_ALLOWED = 3;

    private static final byte[] CANCEL = {'*'};

    private sealed interface State {
        record Commands() implements State {}

        record Authenticating(SaslServer exchange) implements State {}
    }

    private final Supplier<List<List<String>>> knownOffers;

    /** What holds now: after STARTTLS it is {@link ListenerSecurity#TLS}. */
    private ListenerSecurity security;

    private State state = new State.Commands();
    private int errors;
    private int failures;

    /** As the client said; it has proven nothing. */
    private String program = "";

    SmtpClientDialogue(ListenerSecurity security, Supplier<List<List<String>>> knownOffers) {
        this.security = security;
        this.knownOffers = knownOffers;
    }

    @Override
    public Turn<LoginAttempt> opened() {
        return say(Formalities.GREETING);
    }

    @Override
    public Turn<LoginAttempt> line(byte[] line) {
        return switch (state) {
            case State.Commands commands -> command(line);
            case State.Authenticating authenticating -> response(authenticating.exchange(), line);
        };
    }

    @Override
    public Turn<LoginAttempt> octets(byte[] octets) {
        throw new IllegalStateException("SMTP asks for lines only before login");
    }

    @Override
    public Turn<LoginAttempt> secured() {
        security = ListenerSecurity.TLS;
        state = new State.Commands();
        program = "";
        return Turn.readLine(Speech.NOTHING, Formalities.LINE_LIMIT);
    }

    @Override
    public Turn<LoginAttempt> malformed(Malformed what) {
        state = new State.Commands();
        return switch (what) {
            case TOO_LONG -> hangUp(Formalities.LINE_TOO_LONG, CloseReason.LINE_TOO_LONG);
            case BARE_LINE_FEED, BARE_CARRIAGE_RETURN -> error(Formalities.LINE_END);
            case NUL -> error(Formalities.NUL);
        };
    }

    @Override
    public Turn<LoginAttempt> refused(Refusal refusal) {
        String words = RefusalWords.of(refusal);
        if (refusal instanceof Refusal.Denied && ++failures == FAILURES_ALLOWED) {
            // The client needs the 535 to know; the 421 says why we close (RFC 5321 3.8).
            return hangUp(
                    words + "\r\n421 4.7.0 Too many failed logins, closing the connection",
                    CloseReason.TOO_MANY_FAILURES);
        }
        return say(words);
    }

    @Override
    public Speech welcomed(UpstreamReady ready) {
        return Speech.of("235 2.7.0 Logged in\r\n");
    }

    @Override
    public Speech goodbye(CloseReason reason) {
        return Speech.of("421 " + GoodbyeWords.of(reason) + "\r\n");
    }

    @Override
    public String program() {
        return program;
    }

    private Turn<LoginAttempt> command(byte[] line) {
        Command command = Command.of(line);
        if (Formalities.isTooLong(line) && !command.verb().equals("AUTH")) {
            return error(Formalities.LINE_TOO_LONG);
        }
        return switch (command.verb()) {
            case "EHLO" -> named(command) ? ehlo() : nameMissing();
            case "HELO" -> named(command) ? say("250 " + Formalities.NAME) : nameMissing();
            case "STARTTLS" -> startTls(command);
            case "AUTH" -> auth(command);
            case "MAIL", "RCPT", "DATA" -> say(loginNeeded());
            // The chunk follows unasked (RFC 3030 2), and must not be read as commands.
            case "BDAT" ->
                    hangUp(
                            loginNeeded() + "\r\n421 4.7.0 No message data before login, closing",
                            CloseReason.TOO_MUCH_BEFORE_LOGIN);
            case "HELP" ->
                    say("214 2.0.0 Log in with AUTH PLAIN or AUTH LOGIN and an app password");
            default ->
                    Formalities.answer(command).orElseGet(() -> error(Formalities.UNKNOWN_COMMAND));
        };
    }

    private Turn<LoginAttempt> ehlo() {
        List<String> offers = new ArrayList<>(SharedOffers.of(knownOffers.get()));
        if (security.offersStartTls()) {
            offers.add("STARTTLS");
        }
        if (loginAllowed()) {
            offers.add("AUTH PLAIN LOGIN");
            // How Outlook Express 4 and Exchange 5.0 read it, and devices of their age.
            offers.add("AUTH=PLAIN LOGIN");
        }
        offers.add("ENHANCEDSTATUSCODES");
        return say(Formalities.ehlo(offers));
    }

    private boolean named(Command command) {
        program = command.name();
        return !program.isEmpty();
    }

    private Turn<LoginAttempt> nameMissing() {
        return say(Formalities.NAME_MISSING);
    }

    private Turn<LoginAttempt> startTls(Command command) {
        return switch (security) {
            case TLS -> say(Formalities.TLS_IS_ON);
            case NONE -> say(Formalities.NO_TLS);
            case STARTTLS_REQUIRED, STARTTLS_OPTIONAL -> Formalities.startTls(command);
        };
    }

    private Turn<LoginAttempt> auth(Command command) {
        if (!loginAllowed()) {
            return say(loginNeeded());
        }
        List<byte[]> words = command.words(3);
        try {
            if (words.isEmpty() || words.size() > 2) {
                return say("501 5.5.4 Expected: AUTH mechanism [initial response]");
            }
            Optional<SaslServer> exchange =
                    SaslServer.of(new String(words.getFirst(), StandardCharsets.US_ASCII));
            if (exchange.isEmpty()) {
                return say("504 5.5.4 The mechanisms are PLAIN and LOGIN");
            }
            return words.size() == 1
                    ? ask(exchange.get())
                    : message(exchange.get(), Base64Words.decodeInitial(words.get(1)));
        } finally {
            words.forEach(word -> Arrays.fill(word, (byte) 0));
        }
    }

    private Turn<LoginAttempt> response(SaslServer exchange, byte[] line) {
        state = new State.Commands();
        return Arrays.equals(line, CANCEL)
                ? say("501 5.7.0 Login cancelled")
                : message(exchange, Base64Words.decode(line));
    }

    private Turn<LoginAttempt> message(SaslServer exchange, Optional<byte[]> message) {
        if (message.isEmpty()) {
            return say("501 5.5.2 Not base64");
        }
        SaslServer.Step step = exchange.answer(message.get());
        Arrays.fill(message.get(), (byte) 0);
        return switch (step) {
            case SaslServer.Step.Ask ask -> ask(ask.next());
            case SaslServer.Step.Attempted attempted ->
                    Turn.done(Speech.NOTHING, attempted.attempt());
            case SaslServer.Step.OtherIdentity ignored ->
                    say("501 5.5.2 Not a message of this mechanism");
            case SaslServer.Step.NotOfThisMechanism ignored ->
                    say("501 5.5.2 Not a message of this mechanism");
        };
    }

    private Turn<LoginAttempt> ask(SaslServer exchange) {
        state = new State.Authenticating(exchange);
        return say("334 " + exchange.challenge());
    }

    private boolean loginAllowed() {
        return security != ListenerSecurity.STARTTLS_REQUIRED;
    }

    private String loginNeeded() {
        return loginAllowed() ? "530 5.7.0 Authentication required" : Formalities.STARTTLS_FIRST;
    }

    private Turn<LoginAttempt> error(String reply) {
        return ++errors == Formalities.ERRORS_ALLOWED ? Formalities.tooManyErrors() : say(reply);
    }
}
