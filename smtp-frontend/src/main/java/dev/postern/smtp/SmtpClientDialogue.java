package dev.postern.smtp;

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
     * RFC 4954 4: what a line with base64 may have. A verb is only known once its line is here, so
     * it is asked for every line.
     */
    private static final int LINE_LIMIT = 12_288;

    /**
     * For all lines but AUTH and its responses: four times RFC 5321 4.5.3.1.4, the length that
     * common extensions add up to.
     */
    private static final int COMMAND_LIMIT = 2_048;

    /**
     * Typing errors of a person happen; a client that sends three lines that are no commands speaks
     * something else.
     */
    private static final int ERRORS_ALLOWED = 3;

    /**
     * Enough for mail programs that try each mechanism once, few enough to make guessing reconnect.
     */
    private static final int FAILURES_ALLOWED = 3;

    private static final int CRLF = 2;
    private static final byte[] CANCEL = {'*'};
    private static final String NAME = "localhost";

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

    SmtpClientDialogue(ListenerSecurity security, Supplier<List<List<String>>> knownOffers) {
        this.security = security;
        this.knownOffers = knownOffers;
    }

    @Override
    public Turn<LoginAttempt> opened() {
        return say("220 " + NAME + " ESMTP Postern");
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
        return Turn.readLine(Speech.NOTHING, LINE_LIMIT);
    }

    @Override
    public Turn<LoginAttempt> malformed(Malformed what) {
        state = new State.Commands();
        return switch (what) {
            case TOO_LONG -> hangUp("500 5.5.2 Line too long", CloseReason.LINE_TOO_LONG);
            case BARE_LINE_FEED, BARE_CARRIAGE_RETURN ->
                    error("500 5.5.2 Lines end with CR LF, and with nothing else");
            case NUL -> error("500 5.5.2 A line holds no NUL");
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

    private Turn<LoginAttempt> command(byte[] line) {
        Command command = Command.of(line);
        if (line.length + CRLF > COMMAND_LIMIT && !command.verb().equals("AUTH")) {
            return error("500 5.5.2 Line too long");
        }
        return switch (command.verb()) {
            case "EHLO" -> command.hasArgument() ? ehlo() : nameMissing();
            case "HELO" -> command.hasArgument() ? say("250 " + NAME) : nameMissing();
            case "STARTTLS" -> startTls(command);
            case "AUTH" -> auth(command);
            case "MAIL", "RCPT", "DATA" -> say(loginNeeded());
            // The chunk follows unasked (RFC 3030 2), and must not be read as commands.
            case "BDAT" ->
                    hangUp(
                            loginNeeded() + "\r\n421 4.7.0 No message data before login, closing",
                            CloseReason.TOO_MUCH_BEFORE_LOGIN);
            case "NOOP", "RSET" -> say("250 2.0.0 OK");
            case "QUIT" -> hangUp("221 2.0.0 Goodbye", CloseReason.QUIT);
            case "HELP" ->
                    say("214 2.0.0 Log in with AUTH PLAIN or AUTH LOGIN and an app password");
            case "VRFY" -> say("252 2.5.0 Not verified, send mail to try");
            case "EXPN", "ETRN", "TURN", "BURL" -> say("502 5.5.1 Not implemented");
            case "XCLIENT", "XFORWARD" -> say("550 5.7.1 Not for you to say");
            case "GET",
                    "HEAD",
                    "POST",
                    "PUT",
                    "PATCH",
                    "DELETE",
                    "OPTIONS",
                    "TRACE",
                    "CONNECT",
                    "PRI" ->
                    // A web page can make a browser send SMTP in the body that would follow.
                    hangUp("421 4.7.0 This is SMTP, not HTTP", CloseReason.NOT_THIS_PROTOCOL);
            default -> error("500 5.5.2 Unknown command");
        };
    }

    private Turn<LoginAttempt> ehlo() {
        List<String> lines = new ArrayList<>(List.of(NAME));
        lines.addAll(SharedOffers.of(knownOffers.get()));
        if (security.offersStartTls()) {
            lines.add("STARTTLS");
        }
        if (loginAllowed()) {
            lines.add("AUTH PLAIN LOGIN");
            // How Outlook Express 4 and Exchange 5.0 read it, and devices of their age.
            lines.add("AUTH=PLAIN LOGIN");
        }
        lines.add("ENHANCEDSTATUSCODES");
        String last = lines.removeLast();
        return say("250-" + String.join("\r\n250-", lines) + "\r\n250 " + last);
    }

    private Turn<LoginAttempt> nameMissing() {
        return say("501 5.5.4 Say your name behind the command");
    }

    private Turn<LoginAttempt> startTls(Command command) {
        return switch (security) {
            case TLS -> say("503 5.5.1 TLS is on already");
            case NONE -> say("502 5.5.1 TLS is not offered here");
            case STARTTLS_REQUIRED, STARTTLS_OPTIONAL ->
                    command.hasArgument()
                            ? say("501 5.5.4 STARTTLS takes no argument") // RFC 3207 4
                            : Turn.startTls(Speech.of("220 2.0.0 Ready to start TLS\r\n"));
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
        return loginAllowed()
                ? "530 5.7.0 Authentication required"
                : "530 5.7.0 Must issue a STARTTLS command first"; // RFC 3207 4
    }

    private Turn<LoginAttempt> error(String reply) {
        return ++errors == ERRORS_ALLOWED
                ? hangUp(
                        "421 4.7.0 Too many errors, closing the connection",
                        CloseReason.TOO_MANY_ERRORS)
                : say(reply);
    }

    private static Turn<LoginAttempt> say(String reply) {
        return Turn.readLine(Speech.of(reply + "\r\n"), LINE_LIMIT);
    }

    private static Turn<LoginAttempt> hangUp(String reply, CloseReason reason) {
        return Turn.hangUp(Speech.of(reply + "\r\n"), reason);
    }
}
