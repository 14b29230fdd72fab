package dev.postern.smtp.gate;

import java.util.Optional;

/** Which verbs there are behind the gate: those of the list, and no other. */
final class Verb {

    static final Refusal MALFORMED =
            Refusal.ofGrammar("500 5.5.2 A command is UTF-8 without control characters");

    private Verb() {}

    /** Empty if it is on the list. */
    static Optional<Refusal> refusal(String verb) {
        return switch (verb) {
            case "EHLO",
                    "HELO",
                    "MAIL",
                    "RCPT",
                    "DATA",
                    "BDAT",
                    "RSET",
                    "NOOP",
                    "QUIT",
                    "HELP",
                    "VRFY" ->
                    Optional.empty();
            case "AUTH" -> Optional.of(Refusal.ofGrammar("503 5.5.1 Logged in already"));
            case "STARTTLS" ->
                    Optional.of(
                            Refusal.ofGrammar("503 5.5.1 TLS is not for now, but before login"));
            case "EXPN", "ETRN", "TURN", "ATRN", "BURL" -> denied("502 5.5.1 Not for this app");
            case "XCLIENT", "XFORWARD" -> denied("550 5.7.1 Not for this app");
            default -> Optional.of(Refusal.ofGrammar("500 5.5.2 Unknown command"));
        };
    }

    private static Optional<Refusal> denied(String words) {
        return Optional.of(
                Refusal.ofPolicy(words, "the command is none that a restricted app may use"));
    }
}
