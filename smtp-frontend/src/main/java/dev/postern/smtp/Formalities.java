package dev.postern.smtp;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is the same for every client before login, and the words for it. */
final class Formalities {

    /** What we call ourselves to clients. */
    static final String NAME = "localhost";

    /**
     * RFC 4954 4: what a line with base64 may have. A verb is only known once its line is here, so
     * it is asked for every line.
     */
    static final int LINE_LIMIT = 12_288;

    /**
     * For all lines but AUTH and its responses: four times RFC 5321 4.5.3.1.4, the length that
     * common extensions add up to.
     */
    static final int COMMAND_LIMIT = 2_048;

    /**
     * Typing errors of a person happen; a client that sends three lines that are no commands speaks
     * something else.
     */
    static final int ERRORS_ALLOWED = 3;

    static final String GREETING = "220 " + NAME + " ESMTP Postern";
    static final String NAME_MISSING = "501 5.5.4 Say your name behind the command";
    static final String LINE_TOO_LONG = "500 5.5.2 Line too long";
    static final String LINE_END = "500 5.5.2 Lines end with CR LF, and with nothing else";
    static final String NUL = "500 5.5.2 A line holds no NUL";
    static final String STARTTLS_FIRST =
            "530 5.7.0 Must issue a STARTTLS command first"; // RFC 3207 4
    static final String TLS_IS_ON = "503 5.5.1 TLS is on already";
    static final String NO_TLS = "502 5.5.1 TLS is not offered here";
    static final String UNKNOWN_COMMAND = "500 5.5.2 Unknown command";

    private static final int CRLF = 2;

    private Formalities() {}

    /** The answer to a command that is about neither login nor mail; empty for any other. */
    static Optional<Turn<LoginAttempt>> answer(Command command) {
        return Optional.ofNullable(
                switch (command.verb()) {
                    case "NOOP", "RSET" -> say("250 2.0.0 OK");
                    case "QUIT" -> hangUp("221 2.0.0 Goodbye", CloseReason.QUIT);
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
                            // A web page can make a browser send SMTP in the body that would
                            // follow.
                            hangUp(
                                    "421 4.7.0 This is SMTP, not HTTP",
                                    CloseReason.NOT_THIS_PROTOCOL);
                    default -> null;
                });
    }

    /** The answer to EHLO. */
    static String ehlo(List<String> offers) {
        List<String> lines = new ArrayList<>(List.of(NAME));
        lines.addAll(offers);
        String last = lines.removeLast();
        return Stream.concat(lines.stream().map(line -> "250-" + line), Stream.of("250 " + last))
                .collect(Collectors.joining("\r\n"));
    }

    /** Where TLS can be had and is not on. */
    static Turn<LoginAttempt> startTls(Command command) {
        return command.hasArgument()
                ? say("501 5.5.4 STARTTLS takes no argument") // RFC 3207 4
                : Turn.startTls(Speech.of("220 2.0.0 Ready to start TLS\r\n"));
    }

    /** Whether it is longer than a command may be. */
    static boolean isTooLong(byte[] line) {
        return line.length + CRLF > COMMAND_LIMIT;
    }

    static Turn<LoginAttempt> tooManyErrors() {
        return hangUp(
                "421 4.7.0 Too many errors, closing the connection", CloseReason.TOO_MANY_ERRORS);
    }

    static Turn<LoginAttempt> say(String reply) {
        return Turn.readLine(Speech.of(reply + "\r\n"), LINE_LIMIT);
    }

    static Turn<LoginAttempt> hangUp(String reply, CloseReason reason) {
        return Turn.hangUp(Speech.of(reply + "\r\n"), reason);
    }
}
