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
import dev.postern.core.session.Standing;

import java.util.List;

/**
 * We as the server of a printer or scanner that cannot log in. It says who it is by where it is, so
 * its greeting is the login: EHLO and HELO are answered once its provider has let us in, and say
 * what that offers. Used on the channel's event loop only.
 *
 * <p>Where STARTTLS is offered and TLS is not on, EHLO must be answered before anybody knows
 * whether the device will ask for it. Then the first MAIL is the login, and goes to the provider
 * behind it. So it is with a device that does not say EHLO again after STARTTLS.
 *
 * <p>A refusal ends the connection: there is nothing that a device could do better next time.
 */
final class DeviceDialogue implements ClientDialogue {

    private final String app;

    /** What holds now: after STARTTLS it is {@link ListenerSecurity#TLS}. */
    private ListenerSecurity security;

    private State state;
    private int errors;

    /** As the device said; it has proven nothing. */
    private String program = "";

    private sealed interface State {

        /** It will be told to go away before it has said anything. */
        record Unwelcome() implements State {}

        /** It has not said its name. */
        record Greeted() implements State {}

        /** It has been answered without its provider, and may begin. */
        record Introduced() implements State {}

        /**
         * It waits for its provider.
         *
         * @param hello the command that is to be answered
         */
        record Waiting(Hello hello) implements State {}
    }

    private enum Hello {
        EHLO,
        HELO,
        /** Said and answered before; the provider will answer what comes now. */
        EARLIER
    }

    DeviceDialogue(String app, ListenerSecurity security, Standing standing) {
        this.app = app;
        this.security = security;
        this.state =
                switch (standing) {
                    case EXPECTED -> new State.Greeted();
                    case STRANGER -> new State.Unwelcome();
                };
    }

    @Override
    public Turn<LoginAttempt> opened() {
        return state instanceof State.Unwelcome
                ? Turn.done(Speech.NOTHING, attempt())
                : say(Formalities.GREETING);
    }

    @Override
    public Turn<LoginAttempt> line(byte[] line) {
        Command command = Command.of(line);
        if (Formalities.isTooLong(line) && !command.verb().equals("AUTH")) {
            return error(Formalities.LINE_TOO_LONG);
        }
        return switch (command.verb()) {
            case "EHLO" -> named(command) ? ehlo() : say(Formalities.NAME_MISSING);
            case "HELO" -> named(command) ? helo() : say(Formalities.NAME_MISSING);
            case "STARTTLS" -> startTls(command);
            // RFC 4954 4 has 503 for who is logged in already. Whatever name and password were
            // typed into the device: nothing here may look at them, nor say that they are right.
            case "AUTH" -> say("503 5.5.1 No login here: turn off authentication in the device");
            case "MAIL" -> mail(line);
            case "RCPT", "DATA" -> say(outOfStep());
            // The chunk follows unasked (RFC 3030 2), and must not be read as commands.
            case "BDAT" ->
                    hangUp(
                            outOfStep() + "\r\n421 4.7.0 No message data here, closing",
                            CloseReason.TOO_MUCH_BEFORE_LOGIN);
            case "HELP" -> say("214 2.0.0 Send mail without logging in");
            default ->
                    Formalities.answer(command).orElseGet(() -> error(Formalities.UNKNOWN_COMMAND));
        };
    }

    @Override
    public Turn<LoginAttempt> octets(byte[] octets) {
        throw new IllegalStateException("SMTP asks for lines only before login");
    }

    @Override
    public Turn<LoginAttempt> secured() {
        security = ListenerSecurity.TLS;
        program = "";
        return Turn.readLine(Speech.NOTHING, Formalities.LINE_LIMIT);
    }

    @Override
    public Turn<LoginAttempt> malformed(Malformed what) {
        return switch (what) {
            case TOO_LONG -> hangUp(Formalities.LINE_TOO_LONG, CloseReason.LINE_TOO_LONG);
            case BARE_LINE_FEED, BARE_CARRIAGE_RETURN -> error(Formalities.LINE_END);
            case NUL -> error(Formalities.NUL);
        };
    }

    @Override
    public Turn<LoginAttempt> refused(Refusal refusal) {
        String words =
                state instanceof State.Unwelcome
                        ? RefusalWords.ofStranger(refusal)
                        : RefusalWords.ofDevice(refusal);
        return hangUp(words, CloseReason.DEVICE_REFUSED);
    }

    @Override
    public Speech welcomed(UpstreamReady ready) {
        return switch (state) {
            case State.Waiting(Hello hello) ->
                    switch (hello) {
                        case EHLO -> Speech.of(Formalities.ehlo(offers(ready)) + "\r\n");
                        case HELO -> Speech.of("250 " + Formalities.NAME + "\r\n");
                        case EARLIER -> Speech.NOTHING;
                    };
            // Let in by a change of the configuration since it was told from where it came.
            case State.Unwelcome ignored -> Speech.of(Formalities.GREETING + "\r\n");
            case State.Greeted ignored -> throw new IllegalStateException("nobody has asked");
            case State.Introduced ignored -> throw new IllegalStateException("nobody has asked");
        };
    }

    @Override
    public Speech goodbye(CloseReason reason) {
        return Speech.of("421 " + GoodbyeWords.of(reason) + "\r\n");
    }

    private boolean named(Command command) {
        program = command.name();
        return !program.isEmpty();
    }

    @Override
    public String program() {
        return program;
    }

    private Turn<LoginAttempt> ehlo() {
        if (security.offersStartTls()) {
            state = new State.Introduced();
            return say(Formalities.ehlo(List.of("STARTTLS")));
        }
        return login(Hello.EHLO);
    }

    private Turn<LoginAttempt> helo() {
        // Who says HELO knows no STARTTLS.
        if (mustStartTls()) {
            state = new State.Introduced();
            return say("250 " + Formalities.NAME);
        }
        return login(Hello.HELO);
    }

    private Turn<LoginAttempt> login(Hello hello) {
        state = new State.Waiting(hello);
        return Turn.done(Speech.NOTHING, attempt());
    }

    private Turn<LoginAttempt> mail(byte[] line) {
        if (mustStartTls() || !(state instanceof State.Introduced)) {
            return say(outOfStep());
        }
        state = new State.Waiting(Hello.EARLIER);
        return Turn.doneBefore(line, attempt());
    }

    private Turn<LoginAttempt> startTls(Command command) {
        return switch (security) {
            case TLS -> say(Formalities.TLS_IS_ON);
            case NONE -> say(Formalities.NO_TLS);
            case STARTTLS_REQUIRED, STARTTLS_OPTIONAL -> Formalities.startTls(command);
        };
    }

    private boolean mustStartTls() {
        return security == ListenerSecurity.STARTTLS_REQUIRED;
    }

    private String outOfStep() {
        return mustStartTls()
                ? Formalities.STARTTLS_FIRST
                : state instanceof State.Introduced
                        ? "503 5.5.1 MAIL comes first"
                        : "503 5.5.1 Say EHLO or HELO first";
    }

    private LoginAttempt attempt() {
        return LoginAttempt.ofDevice(app);
    }

    private Turn<LoginAttempt> error(String reply) {
        return ++errors == Formalities.ERRORS_ALLOWED ? Formalities.tooManyErrors() : say(reply);
    }

    /** What the provider offers and the gate lets through, without what is about logging in. */
    private static List<String> offers(UpstreamReady ready) {
        return ready.offers().stream()
                .filter(offer -> !offer.equals("STARTTLS") && !offer.equals("AUTH"))
                .filter(offer -> !offer.startsWith("AUTH "))
                .toList();
    }
}
