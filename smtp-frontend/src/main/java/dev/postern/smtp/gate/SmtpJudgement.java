package dev.postern.smtp.gate;

import dev.postern.core.access.SmtpPolicy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What the gate would say to a command, for people who want to try a policy. */
public final class SmtpJudgement {

    private SmtpJudgement() {}

    /**
     * The reply by which the gate would refuse a command, or empty if the provider would get it.
     * Each is judged alone, as if all that has to come before it had been accepted.
     *
     * @param line a command like {@code MAIL FROM:<ann@example.org>}, or a header field like {@code
     *     From: Ann <ann@example.org>}
     */
    public static Optional<String> refusal(SmtpPolicy policy, String line) {
        if (line.toLowerCase(Locale.ROOT).startsWith("from:")) {
            byte[] header = (line + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            return HeaderCheck.refusal(policy, header).map(Refusal::words);
        }
        Optional<CommandLine> command = CommandLine.of(line.getBytes(StandardCharsets.UTF_8));
        return command.isEmpty()
                ? Optional.of(Verb.MALFORMED.words())
                : refusal(new Envelope(policy), command.get());
    }

    private static Optional<String> refusal(Envelope envelope, CommandLine command) {
        return switch (command.verb()) {
            case "MAIL" -> words(envelope.mail(command.argument()));
            case "RCPT" -> words(envelope.recipient(command.argument(), Envelope.Letters.ALL));
            default -> Verb.refusal(command.verb()).map(Refusal::words);
        };
    }

    private static Optional<String> words(Envelope.Judged judged) {
        return switch (judged) {
            case Envelope.Judged.Passed ignored -> Optional.empty();
            case Envelope.Judged.Refused refused -> Optional.of(refused.refusal().words());
        };
    }
}
