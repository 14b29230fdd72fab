package dev.postern.core.trace;

import dev.postern.core.account.Protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may be shown of a line: words of these lists, and how long it was. */
final class Redacted {
    private static final Set<String> IMAP_VERBS =
            Set.of(
                    "CAPABILITY",
                    "NOOP",
                    "LOGOUT",
                    "ID",
                    "STARTTLS",
                    "LOGIN",
                    "AUTHENTICATE",
                    "ENABLE",
                    "SELECT",
                    "EXAMINE",
                    "LIST",
                    "STATUS",
                    "IDLE");

    private static final Set<String> SMTP_VERBS =
            Set.of(
                    "EHLO",
                    "HELO",
                    "STARTTLS",
                    "AUTH",
                    "MAIL",
                    "RCPT",
                    "DATA",
                    "BDAT",
                    "RSET",
                    "NOOP",
                    "QUIT",
                    "HELP",
                    "VRFY");

    private static final Set<String> MECHANISMS =
            Set.of(
                    "PLAIN",
                    "LOGIN",
                    "CRAM-MD5",
                    "SCRAM-SHA-1",
                    "SCRAM-SHA-256",
                    "XOAUTH2",
                    "OAUTHBEARER",
                    "EXTERNAL",
                    "GSSAPI",
                    "NTLM");

    private static final Set<String> IMAP_STATES =
            Set.of("OK", "NO", "BAD", "BYE", "PREAUTH", "CAPABILITY", "ID");

    /** RFC 5530, and those of RFC 9051 that come before a mailbox is open. */
    private static final Set<String> IMAP_CODES =
            Set.of(
                    "ALERT",
                    "AUTHENTICATIONFAILED",
                    "AUTHORIZATIONFAILED",
                    "CAPABILITY",
                    "CLIENTBUG",
                    "CONTACTADMIN",
                    "EXPIRED",
                    "INUSE",
                    "LIMIT",
                    "NOPERM",
                    "OVERQUOTA",
                    "PRIVACYREQUIRED",
                    "REFERRAL",
                    "SERVERBUG",
                    "UNAVAILABLE",
                    "WEBALERT");

    private static final Pattern SMTP_REPLY =
            Pattern.compile("([2-5][0-9]{2})[ -]?([245]\\.[0-9]{1,3}\\.[0-9]{1,3})?.*");

    /** Of our own words: as wide as a terminal. */
    private static final int SHOWN = 100;

    private Redacted() {}

    /** A line of a client, before it has logged in. */
    static String command(Protocol protocol, byte[] line) {
        List<String> words = words(line);
        int at =
                switch (protocol) {
                    case IMAP -> 1;
                    case SMTP -> 0;
                };
        Set<String> verbs =
                switch (protocol) {
                    case IMAP -> IMAP_VERBS;
                    case SMTP -> SMTP_VERBS;
                };
        String verb = word(words, at);
        if (!verbs.contains(verb)) {
            return octets(line.length);
        }
        String mechanism = word(words, at + 1);
        boolean hasMechanism = verb.startsWith("AUTH") && MECHANISMS.contains(mechanism);
        return "%s%s, %s".formatted(verb, hasMechanism ? " " + mechanism : "", octets(line.length));
    }

    /** A line of a provider, before we have logged in. */
    static String reply(Protocol protocol, byte[] line) {
        return switch (protocol) {
            case IMAP -> imapReply(line);
            case SMTP -> {
                Matcher reply = SMTP_REPLY.matcher(text(line));
                yield !reply.matches()
                        ? octets(line.length)
                        : reply.group(2) == null
                                ? reply.group(1)
                                : reply.group(1) + " " + reply.group(2);
            }
        };
    }

    private static String imapReply(byte[] line) {
        List<String> words = words(line);
        String first = words.getFirst();
        if (first.equals("+")) {
            return "+ " + octets(Math.max(0, line.length - 2));
        }
        String state = word(words, 1);
        if (!IMAP_STATES.contains(state)) {
            return octets(line.length);
        }
        String code = word(words, 2).replaceAll("[\\[\\]]", "");
        return "%s%s%s"
                .formatted(
                        first.equals("*") ? "* " : "",
                        state,
                        IMAP_CODES.contains(code) ? " [" + code + "]" : "");
    }

    /** What we have said, as our log has it; a challenge is no word for people. */
    static List<String> own(String shown) {
        return shown.lines()
                .map(line -> line.replaceFirst("^(\\+|334) .+", "$1 …"))
                .map(line -> line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line)
                .toList();
    }

    /** Of our own words only how they begin: behind that stands what a provider has said. */
    static List<String> beginning(Protocol protocol, String shown) {
        return shown.lines()
                .map(line -> reply(protocol, line.getBytes(StandardCharsets.ISO_8859_1)))
                .collect(Collectors.toList());
    }

    static String octets(int count) {
        return count == 1 ? "1 octet" : count + " octets";
    }

    private static String word(List<String> words, int at) {
        return at < words.size() ? words.get(at).toUpperCase(Locale.ROOT) : "";
    }

    private static List<String> words(byte[] line) {
        return Arrays.asList(text(line).split(" ", 4));
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }
}
