package dev.postern.smtp.gate;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.SmtpPolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges MAIL and RCPT, and writes anew what passes, so that nothing is read in two ways. */
record Envelope(SmtpPolicy policy) {

    private static final Pattern FROM = pattern("FROM");
    private static final Pattern TO = pattern("TO");

    /** RFC 5321 4.1.2, esmtp-param. */
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~]+))?");

    private static final Pattern OCTETS = Pattern.compile("[0-9]{1,18}");

    /** Which letters the addresses of a message may have: RFC 6531 asks per message. */
    enum Letters {
        ASCII,
        ALL
    }

    /** What becomes of a command. */
    sealed interface Judged {

        /** It is said to the provider, as {@code line} without its CRLF. */
        record Passed(String line, Letters letters) implements Judged {}

        record Refused(Refusal refusal) implements Judged {}
    }

    private static Pattern pattern(String word) {
        return Pattern.compile(
                word + ": *<([^<> \"]*(?:" + EnvelopePath.QUOTED + ")?[^<> \"]*)>([ -~]*)",
                Pattern.CASE_INSENSITIVE);
    }

    Judged mail(String argument) {
        Matcher matcher = FROM.matcher(argument);
        if (!matcher.matches()) {
            return grammar("501 5.5.4 Expected: MAIL FROM:<address>");
        }
        List<String> parameters = new ArrayList<>();
        Letters letters = Letters.ASCII;
        for (String word : words(matcher.group(2))) {
            Matcher parameter = PARAMETER.matcher(word);
            if (!parameter.matches()) {
                return grammar("501 5.5.4 Expected: name=value behind the address");
            }
            String name = parameter.group(1).toUpperCase(Locale.ROOT);
            Optional<String> value = Optional.ofNullable(parameter.group(2));
            switch (name) {
                case "SIZE" -> {
                    if (value.filter(it -> OCTETS.matcher(it).matches()).isEmpty()) {
                        return grammar("501 5.5.4 Expected: SIZE=octets");
                    }
                    if (tooLarge(Long.parseLong(value.get()))) {
                        return new Judged.Refused(Words.TOO_LARGE);
                    }
                    parameters.add(word);
                }
                case "SMTPUTF8" -> {
                    if (value.isPresent()) {
                        return grammar("501 5.5.4 SMTPUTF8 takes no value");
                    }
                    letters = Letters.ALL;
                    parameters.add(word);
                }
                // Who submitted it at first is not for the app to say (RFC 4954 5).
                case "AUTH" -> parameters.add("AUTH=<>");
                case "BODY", "RET", "ENVID" -> parameters.add(word);
                default -> {
                    return grammar("555 5.5.4 Unknown parameter");
                }
            }
        }
        return judged(
                "MAIL FROM:",
                matcher.group(1),
                parameters,
                letters,
                policy.senders(),
                Words.SENDER_DENIED);
    }

    Judged recipient(String argument, Letters letters) {
        Matcher matcher = TO.matcher(argument);
        if (!matcher.matches() || matcher.group(1).isEmpty()) {
            return grammar("501 5.5.4 Expected: RCPT TO:<address>");
        }
        List<String> parameters = words(matcher.group(2));
        for (String word : parameters) {
            Matcher parameter = PARAMETER.matcher(word);
            if (!parameter.matches()
                    || !List.of("NOTIFY", "ORCPT")
                            .contains(parameter.group(1).toUpperCase(Locale.ROOT))) {
                return grammar("555 5.5.4 Unknown parameter");
            }
        }
        return judged(
                "RCPT TO:",
                matcher.group(1),
                parameters,
                letters,
                policy.recipients(),
                Words.RECIPIENT_DENIED);
    }

    boolean tooLarge(long octets) {
        return policy.largestMessage().isPresent() && octets > policy.largestMessage().getAsLong();
    }

    private static Judged judged(
            String command,
            String written,
            List<String> parameters,
            Letters letters,
            List<AddressPattern> allowed,
            Refusal denied) {
        Optional<EnvelopePath> path = EnvelopePath.parse(written);
        if (path.isEmpty()) {
            return grammar("553 5.1.3 Not an address");
        }
        if (letters == Letters.ASCII && !EnvelopePath.isAscii(written)) {
            return grammar("553 5.6.7 Such an address needs SMTPUTF8");
        }
        if (!allowed.isEmpty() && !allows(allowed, path.get())) {
            return new Judged.Refused(
                    path.get() instanceof EnvelopePath.Nobody ? Words.NO_SENDER : denied);
        }
        String line = command + "<" + written + ">" + joined(parameters);
        return new Judged.Passed(line, letters);
    }

    /** A bounce names no sender, so it is none that the app may be. */
    private static boolean allows(List<AddressPattern> allowed, EnvelopePath path) {
        return switch (path) {
            case EnvelopePath.Nobody ignored -> false;
            case EnvelopePath.Ambiguous ignored -> false;
            case EnvelopePath.Mailbox mailbox ->
                    allowed.stream().anyMatch(pattern -> pattern.matches(mailbox.address()));
        };
    }

    private static List<String> words(String text) {
        String stripped = CommandLine.stripBlanks(text);
        return stripped.isEmpty() ? List.of() : List.of(stripped.split(" +"));
    }

    private static String joined(List<String> parameters) {
        return parameters.isEmpty() ? "" : " " + String.join(" ", parameters);
    }

    private static Judged grammar(String words) {
        return new Judged.Refused(Refusal.ofGrammar(words));
    }
}
